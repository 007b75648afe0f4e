package io.jamey.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Sets up what is logged in this process, through SLF4J, `System.Logger` or `java.util.logging`, so that
/// nothing secret is written.
///
/// ```java
/// SecureLogging.start(LogOptions.defaults().level(Level.INFO).file(new LogFile(Path.of("jamey.log"))));
/// ```
///
/// While nothing was started, warnings and errors, or what the environment variable `JAMEY_LOG` asks for, are
/// written to the standard error stream, redacted too. The standard output stream is never written to.
public final class SecureLogging implements AutoCloseable {
    private static final String OURS = "io.jamey";
    private static final String LEVEL_VARIABLE = "JAMEY_LOG";

    /// Warns that a text may be cut at the length the model reads, which is what is wanted.
    private static final String MODEL_RUNTIME = "ai.djl";

    private final LoggerContext context;

    private SecureLogging(LoggerContext context) {
        this.context = context;
    }

    /// Logs as these options say from now on, whatever was set up before.
    ///
    /// @throws IllegalStateException if SLF4J is bound to something else than Logback
    /// @throws java.io.UncheckedIOException if the file cannot be written
    public static SecureLogging start(LogOptions options) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            throw new IllegalStateException(
                    "logs are written by " + factory.getClass().getName()
                            + ": leave only jamey-logging on the class path to have them redacted");
        }
        configure(context, options);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return new SecureLogging(context);
    }

    /// Goes back to what holds while nothing was started, and closes the file.
    @Override
    public void close() {
        configure(context, usual());
    }

    /// What holds while nothing was started.
    static LogOptions usual() {
        String asked = System.getenv().getOrDefault(LEVEL_VARIABLE, "").strip();
        return LogOptions.defaults()
                .level(Stream.of(org.slf4j.event.Level.values())
                        .filter(level -> level.name().equalsIgnoreCase(asked))
                        .findFirst()
                        .orElse(org.slf4j.event.Level.WARN));
    }

    static void configure(LoggerContext context, LogOptions options) {
        Redactor redactor = Redactor.usual().knowing(options.secrets());
        var encoder = new LineEncoder(options.format(), (_, text) -> redactor.redact(text), ZoneId.systemDefault());
        encoder.setContext(context);
        context.reset();
        encoder.start();
        Appender<ILoggingEvent> appender = options.file()
                .<Appender<ILoggingEvent>>map(file -> PrivateLogFile.start(file, encoder, context))
                .orElseGet(() -> stderr(encoder, context));
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = Level.valueOf(options.level().name());
        root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
        root.addAppender(appender);
        context.getLogger(OURS).setLevel(level);
        context.getLogger(MODEL_RUNTIME).setLevel(Level.ERROR);
    }

    private static Appender<ILoggingEvent> stderr(LineEncoder encoder, LoggerContext context) {
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setTarget(ConsoleTarget.SystemErr.getName());
        console.setEncoder(encoder);
        console.start();
        return console;
    }
}
