package io.jamey.server.settings;

import io.jamey.server.access.Quota;
import io.jamey.server.access.Rate;
import io.jamey.server.access.TlsFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes [Settings] of what was said: each value checked alone, then those that must fit each other.
final class SettingsReader {
    private static final List<Setting<?>> EMBEDDER = List.of(
            Catalogue.EMBEDDER,
            Catalogue.EMBEDDINGS_URL,
            Catalogue.EMBEDDINGS_MODEL,
            Catalogue.EMBEDDINGS_KEY,
            Catalogue.EMBEDDINGS_BATCH,
            Catalogue.EMBEDDINGS_TIMEOUT,
            Catalogue.EMBEDDINGS_RETRIES,
            Catalogue.EMBEDDINGS_DIMENSION);

    private static final long CACHE_BYTES_MIN = 1 << 20;

    private final Map<Setting<?>, Said> said;

    SettingsReader(Map<Setting<?>, Said> said) {
        this.said = said;
    }

    Settings settings() {
        return new Settings(
                value(Catalogue.HOST),
                value(Catalogue.PORT).intValue(),
                store(),
                value(Catalogue.NAMESPACE),
                embedder(),
                value(Catalogue.KEYS_FILE),
                tls(),
                value(Catalogue.CORS_ORIGINS).orElse(List.of()),
                limits(),
                cache(),
                new Quota(
                        value(Catalogue.QUOTA_MEMORIES).orElse(Long.MAX_VALUE),
                        value(Catalogue.QUOTA_BYTES).orElse(Long.MAX_VALUE)),
                value(Catalogue.SESSION_IDLE),
                metrics(),
                value(Catalogue.BASELINE),
                log(),
                tracing());
    }

    private StoreSettings store() {
        return new StoreSettings(
                value(Catalogue.STORE),
                secret(Catalogue.STORE_PASSWORD),
                value(Catalogue.STORE_SCHEMA),
                value(Catalogue.STORE_CONNECTIONS).intValue());
    }

    private CacheSettings cache() {
        long bytes = value(Catalogue.CACHE);
        if (bytes > 0 && bytes < CACHE_BYTES_MIN) {
            throw wrong(Catalogue.CACHE, "it must be 0 for no cache, or at least 1MiB");
        }
        if (value(Catalogue.REDIS).isPresent() && value(Catalogue.STORE) instanceof StoreLocation.File) {
            throw wrong(
                    Catalogue.REDIS,
                    "it is for a store in a database, which processes share; one process has a file, and cache is"
                            + " nearer to it");
        }
        return new CacheSettings(bytes, value(Catalogue.REDIS), secret(Catalogue.REDIS_PASSWORD));
    }

    private Optional<String> secret(Setting<String> setting) {
        return isSaid(setting) ? Optional.of(value(setting)) : Optional.empty();
    }

    private TraceSettings tracing() {
        return new TraceSettings(
                value(Catalogue.TRACING_ENDPOINT),
                value(Catalogue.TRACING_PERCENT).intValue(),
                value(Catalogue.TRACING_CONTENT),
                isSaid(Catalogue.TRACING_HEADER) ? Optional.of(tracingHeader()) : Optional.empty());
    }

    private TraceSettings.Header tracingHeader() {
        String[] parts = value(Catalogue.TRACING_HEADER).split(":", 2);
        if (parts.length < 2 || !parts[0].matches("[A-Za-z0-9-]+") || parts[1].isBlank()) {
            throw wrong(Catalogue.TRACING_HEADER, "it must be a name, a colon and a value");
        }
        return new TraceSettings.Header(parts[0], parts[1].strip());
    }

    private LogSettings log() {
        if (value(Catalogue.LOG_KEEP_BYTES) < value(Catalogue.LOG_FILE_BYTES)) {
            throw wrong(Catalogue.LOG_KEEP_BYTES, "it must have room for one file, of log.file_bytes");
        }
        return new LogSettings(
                value(Catalogue.LOG_LEVEL),
                value(Catalogue.LOG_FORMAT),
                value(Catalogue.LOG_FILE),
                value(Catalogue.LOG_FILE_BYTES),
                value(Catalogue.LOG_KEEP_DAYS).intValue(),
                value(Catalogue.LOG_KEEP_BYTES));
    }

    private MetricsSettings metrics() {
        return new MetricsSettings(
                value(Catalogue.METRICS_HOST),
                value(Catalogue.METRICS_PORT).stream().mapToInt(Long::intValue).findFirst(),
                isSaid(Catalogue.METRICS_PORT));
    }

    private RequestLimits limits() {
        return new RequestLimits(
                value(Catalogue.BODY_BYTES).intValue(),
                value(Catalogue.HEADER_BYTES).intValue(),
                value(Catalogue.IN_FLIGHT).intValue(),
                value(Catalogue.REQUEST_TIMEOUT),
                value(Catalogue.IDLE_TIMEOUT),
                value(Catalogue.PAGE).intValue(),
                value(Catalogue.RATE)
                        .map(perSecond -> new Rate(
                                perSecond.intValue(), value(Catalogue.BURST).intValue())));
    }

    /// What somebody said, as the environment would say it.
    private Map<String, String> embedder() {
        var environment = new LinkedHashMap<String, String>();
        for (Setting<?> setting : EMBEDDER) {
            if (isSaid(setting)) {
                value(setting);
                environment.put(setting.variable(), said(setting).text());
            }
        }
        return environment;
    }

    private Optional<TlsFiles> tls() {
        Optional<Path> certificate = value(Catalogue.TLS_CERTIFICATE);
        Optional<Path> key = value(Catalogue.TLS_KEY);
        Optional<Path> keystore = value(Catalogue.TLS_KEYSTORE);
        if (certificate.isPresent() != key.isPresent()) {
            throw wrong(
                    certificate.isPresent() ? Catalogue.TLS_CERTIFICATE : Catalogue.TLS_KEY,
                    "tls.certificate_file and tls.private_key_file go together: set both");
        }
        if (keystore.isPresent() && key.isPresent()) {
            throw wrong(Catalogue.TLS_KEYSTORE, "there is a certificate and key already: set one or the other");
        }
        if (keystore.isPresent() != isSaid(Catalogue.TLS_PASSWORD)) {
            throw wrong(
                    keystore.isPresent() ? Catalogue.TLS_KEYSTORE : Catalogue.TLS_PASSWORD,
                    "tls.keystore_file and tls.keystore_password (or tls.keystore_password_file) go together: set"
                            + " both");
        }
        if (keystore.isPresent()) {
            return Optional.of(new TlsFiles.KeyStore(keystore.get(), value(Catalogue.TLS_PASSWORD)));
        }
        return certificate.isPresent() && key.isPresent()
                ? Optional.of(new TlsFiles.Pem(certificate.get(), key.get()))
                : Optional.empty();
    }

    private <T> T value(Setting<T> setting) {
        String text = said(setting).text();
        try {
            return setting.kind().read(text);
        } catch (SecretInUrlException e) {
            throw wrong(setting, e.advice());
        } catch (IllegalArgumentException | ArithmeticException e) {
            String shown = setting.secret() ? "" : " and not '" + text + "'";
            throw wrong(setting, "it must be " + setting.allowed() + shown);
        }
    }

    private boolean isSaid(Setting<?> setting) {
        return !(said(setting).origin() instanceof Origin.Default);
    }

    private Said said(Setting<?> setting) {
        Said found = said.get(setting);
        if (found == null) {
            throw new IllegalStateException("nothing is known of " + setting.key());
        }
        return found;
    }

    private IllegalArgumentException wrong(Setting<?> setting, String message) {
        return new IllegalArgumentException(said(setting).origin().written() + ": " + setting.key() + ": " + message);
    }
}
