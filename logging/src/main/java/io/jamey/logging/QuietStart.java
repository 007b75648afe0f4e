package io.jamey.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/// What holds from the first use of a logger until [SecureLogging] is started. Logback finds it, and would otherwise
/// write everything to the standard output stream. A `logback.xml` of whoever embeds Jamey goes before it.
@ConfiguratorRank(QuietStart.RANK)
public final class QuietStart extends ContextAwareBase implements Configurator {
    /// After those that look for a file, before the one that writes to the standard output stream.
    static final int RANK = ConfiguratorRank.NOMINAL - 1;

    @Override
    public ExecutionStatus configure(LoggerContext loggerContext) {
        SecureLogging.configure(loggerContext, SecureLogging.usual());
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
