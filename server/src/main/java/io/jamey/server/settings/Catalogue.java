package io.jamey.server.settings;

import io.jamey.Limits;
import io.jamey.Namespace;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every setting there is. Reading, flags, `jamey config` and the table of docs/configuration.md all go by
/// this.
public final class Catalogue {
    private static final List<Setting<?>> ALL = new ArrayList<>();
    private static final int PORT_MAX = 65_535;
    private static final long REQUESTS_MAX = 1_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    static final Setting<String> HOST = add(
            "host",
            Kind.text("a name or an address"),
            "127.0.0.1",
            "Where to listen; other than loopback only with keys");
    static final Setting<Long> PORT =
            add("port", Kind.whole(0, PORT_MAX), "8080", "The port of the API; 0 for any that is free");
    static final Setting<StoreLocation> STORE =
            add("store", Kind.storeLocation(), "~/.jamey/memory.db", "The store: a file, or a PostgreSQL database");
    static final Setting<String> STORE_PASSWORD =
            secret("store_password", "The password of the database's user, where the store is one");
    static final Setting<Path> STORE_PASSWORD_FILE = fileOf(STORE_PASSWORD);
    static final Setting<String> STORE_SCHEMA = add(
            "store_schema",
            Kind.identifier(),
            "jamey",
            "The schema of the database that holds the memories; made when it is missing");
    static final Setting<Long> STORE_CONNECTIONS =
            add("store_connections", Kind.whole(1, 1_000), "10", "Connections to the database, at most");
    static final Setting<Namespace> NAMESPACE =
            add("namespace", Kind.namespace(), "default", "The namespace of requests that name none");
    static final Setting<Path> KEYS_FILE = add(
            "keys_file",
            Kind.path(),
            "(the store's path and .keys, or ~/.jamey/keys for a database)",
            "Where `jamey keys` keeps what is known of the keys");

    static final Setting<String> EMBEDDER = add(
            "embedder",
            Kind.text("local, openai or none"),
            "local",
            "What turns text into embeddings: the model that ships with Jamey, an OpenAI-compatible server, nothing");
    static final Setting<String> EMBEDDINGS_URL = add(
            "embeddings.url",
            Kind.text("a URL"),
            "(https://api.openai.com/v1)",
            "The server's address, without `/embeddings`");
    static final Setting<String> EMBEDDINGS_MODEL =
            add("embeddings.model", Kind.text("the model's name there"), "none", "The model; needed for openai");
    static final Setting<String> EMBEDDINGS_KEY = secret("embeddings.key", "The server's API key");
    static final Setting<Path> EMBEDDINGS_KEY_FILE = fileOf(EMBEDDINGS_KEY);
    static final Setting<Long> EMBEDDINGS_BATCH =
            add("embeddings.batch", Kind.whole(1, 2048), "(128)", "Texts in one request to it");
    static final Setting<Long> EMBEDDINGS_TIMEOUT =
            add("embeddings.timeout_seconds", Kind.whole(1, 600), "(30)", "Seconds one request to it may take");
    static final Setting<Long> EMBEDDINGS_RETRIES =
            add("embeddings.retries", Kind.whole(0, 10), "(4)", "How often a refused request is repeated");
    static final Setting<Long> EMBEDDINGS_DIMENSION = add(
            "embeddings.dimension", Kind.whole(1, Limits.DIMENSIONS), "(the model's)", "Components of its embeddings");

    static final Setting<Optional<Path>> TLS_CERTIFICATE = add(
            "tls.certificate_file",
            Kind.path().orNone(),
            "none",
            "PEM: the server's certificate and those it was signed by");
    static final Setting<Optional<Path>> TLS_KEY = add(
            "tls.private_key_file",
            Kind.path().orNone(),
            "none",
            "PEM: the certificate's private key, PKCS#8, not encrypted");
    static final Setting<Optional<Path>> TLS_KEYSTORE = add(
            "tls.keystore_file",
            Kind.path().orNone(),
            "none",
            "PKCS#12: certificate and private key in one file, instead of the two");
    static final Setting<String> TLS_PASSWORD = secret("tls.keystore_password", "The password of that file");
    static final Setting<Path> TLS_PASSWORD_FILE = fileOf(TLS_PASSWORD);
    static final Setting<Optional<List<String>>> CORS_ORIGINS = add(
            "cors_origins", Kind.origins().orNone(), "none", "The web pages that may call the server from a browser");

    static final Setting<Long> BODY_BYTES =
            add("limits.body_bytes", Kind.bytes(1 << 10, 1 << 30), "16MiB", "The largest body of a request");
    static final Setting<Long> HEADER_BYTES = add(
            "limits.header_bytes",
            Kind.bytes(1 << 10, 1 << 20),
            "32KiB",
            "The largest request line and headers, together");
    static final Setting<Long> IN_FLIGHT =
            add("limits.in_flight", Kind.whole(1, 100_000), "64", "Requests worked on at once; more are answered 503");
    static final Setting<Duration> REQUEST_TIMEOUT = add(
            "limits.request_timeout",
            Kind.time(SECOND, Duration.ofHours(1)),
            "30s",
            "How long the body of a request may take to arrive");
    static final Setting<Duration> IDLE_TIMEOUT = add(
            "limits.idle_timeout",
            Kind.time(SECOND, Duration.ofHours(1)),
            "30s",
            "After how long a connection on which nothing moves is closed");
    static final Setting<Long> PAGE =
            add("limits.page", Kind.whole(1, Limits.PAGE), "1000", "The most memories on one page or in one search");
    static final Setting<Optional<Long>> RATE = add(
            "limits.requests_per_second",
            Kind.whole(1, REQUESTS_MAX).orNone(),
            "none",
            "What each key may send on average; more is answered 429");
    static final Setting<Long> BURST = add(
            "limits.burst",
            Kind.whole(1, REQUESTS_MAX),
            "100",
            "What each key may send at once after a quiet time, where there is a rate");

    static final Setting<Long> CACHE = add(
            "cache",
            Kind.bytes(0, 1L << 40),
            "0",
            "Memory for answers that are kept while nothing changes them; 0 for none");
    static final Setting<Optional<URI>> REDIS =
            add("redis", Kind.redis().orNone(), "none", "A Redis that keeps answers for all processes with this store");
    static final Setting<String> REDIS_PASSWORD = secret("redis_password", "Its password");
    static final Setting<Path> REDIS_PASSWORD_FILE = fileOf(REDIS_PASSWORD);
    static final Setting<Optional<Long>> QUOTA_MEMORIES = add(
            "quota.memories",
            Kind.whole(1, Long.MAX_VALUE / 10).orNone(),
            "none",
            "The most memories in one namespace");
    static final Setting<Optional<Long>> QUOTA_BYTES = add(
            "quota.bytes",
            Kind.bytes(1, Long.MAX_VALUE / 10).orNone(),
            "none",
            "The most bytes of content, metadata and embeddings in one namespace");
    static final Setting<Duration> SESSION_IDLE = add(
            "sessions.idle_time",
            Kind.time(Duration.ofMinutes(1), Duration.ofDays(365)),
            "24h",
            "How long a session is kept that nothing is added to");
    static final Setting<String> METRICS_HOST = add(
            "metrics_host",
            Kind.text("a name or an address"),
            "127.0.0.1",
            "Where the metrics are; other than loopback only with keys");
    static final Setting<Optional<Long>> METRICS_PORT = add(
            "metrics_port",
            Kind.whole(0, PORT_MAX).orNone(),
            "9090",
            "The port of the metrics for Prometheus; 0 for any that is free");
    static final Setting<Optional<String>> BASELINE = add(
            "baseline",
            Kind.text("the name of a baseline, or its file, which ends in .json")
                    .orNone(),
            "none",
            "What operations usually take, as `jamey bench memory_operations --save-baseline` measured it");
    static final Setting<LogLevel> LOG_LEVEL =
            add(new Setting<>("log.level", Kind.choice(LogLevel.class), "info", "How much Jamey says in the log", false)
                    .bySection());
    static final Setting<LogFormat> LOG_FORMAT = add(
            "log.format", Kind.choice(LogFormat.class), "console", "Lines for people, or one JSON object on each line");
    static final Setting<Optional<Path>> LOG_FILE =
            add("log.file", Kind.path().orNone(), "none", "Where the log goes, instead of the standard error stream");
    static final Setting<Long> LOG_FILE_BYTES = add(
            "log.file_bytes",
            Kind.bytes(64 << 10, 1L << 40),
            "64MiB",
            "When the log goes on in a new file, besides at midnight");
    static final Setting<Long> LOG_KEEP_DAYS =
            add("log.keep_days", Kind.whole(1, 3650), "14", "How many days older files of the log are kept");
    static final Setting<Long> LOG_KEEP_BYTES = add(
            "log.keep_bytes", Kind.bytes(64 << 10, 1L << 40), "1GiB", "What older files of the log may take together");

    static final Setting<Optional<URI>> TRACING_ENDPOINT = add(
            "tracing.endpoint",
            Kind.address().orNone(),
            "none",
            "Where traces are sent, by OTLP over HTTP; nothing is traced without");
    static final Setting<Long> TRACING_PERCENT = add(
            "tracing.sample_percent",
            Kind.whole(0, 100),
            "100",
            "How many of a hundred traces that begin here are kept; for others the caller decides");
    static final Setting<Boolean> TRACING_CONTENT = add(
            "tracing.content",
            Kind.flag(),
            "false",
            "Whether traces hold the content of memories and what is searched for");
    static final Setting<String> TRACING_HEADER =
            secret("tracing.header", "A header that goes with the traces, such as `Authorization: Bearer ...`");
    static final Setting<Path> TRACING_HEADER_FILE = fileOf(TRACING_HEADER);

    private Catalogue() {}

    /// In the order in which they are shown.
    public static List<Setting<?>> all() {
        return List.copyOf(ALL);
    }

    private static <T> Setting<T> add(String key, Kind<T> kind, String otherwise, String about) {
        return add(new Setting<>(key, kind, otherwise, about, false));
    }

    private static <T> Setting<T> add(Setting<T> setting) {
        ALL.add(setting);
        return setting;
    }

    private static Setting<String> secret(String key, String about) {
        return add(new Setting<>(key, Kind.text("a text"), "none", about, true));
    }

    private static Setting<Path> fileOf(Setting<String> secret) {
        return add(secret.key() + "_file", Kind.path(), "none", "A file that holds `" + secret.key() + "`");
    }
}
