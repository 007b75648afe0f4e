package io.jamey.cli;

import io.jamey.logging.LogOptions;
import io.jamey.logging.SecureLogging;
import io.jamey.server.access.TlsFiles;
import io.jamey.server.settings.LogSettings;
import io.jamey.server.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.event.Level;

/// The log of a command that runs for long. Other commands say what they have to say themselves, and log as
/// [SecureLogging] does when nobody has set it up: warnings and errors, or what `$JAMEY_LOG` asks for.
final class CommandLog {
    private CommandLog() {}

    static SecureLogging start(Settings settings) {
        LogSettings log = settings.log();
        LogOptions options = LogOptions.defaults()
                .level(Level.valueOf(log.level().name()))
                .format(LogOptions.Format.valueOf(log.format().name()))
                .secrets(secrets(settings));
        return SecureLogging.start(log.file()
                .map(path ->
                        options.file(new LogOptions.LogFile(path, log.fileBytes(), log.keepDays(), log.keepBytes())))
                .orElse(options));
    }

    /// Some have no shape by which they could be told.
    private static List<String> secrets(Settings settings) {
        var secrets = new ArrayList<String>();
        settings.embedder().forEach((variable, value) -> {
            if (variable.endsWith("_KEY")) {
                secrets.add(value);
            }
        });
        settings.tls().ifPresent(tls -> {
            if (tls instanceof TlsFiles.KeyStore keystore) {
                secrets.add(keystore.password());
            }
        });
        settings.tracing().header().ifPresent(header -> secrets.add(header.value()));
        return secrets;
    }
}
