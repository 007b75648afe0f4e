package io.jamey.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Namespace;
import io.jamey.server.ServerOptions;
import io.jamey.server.access.Quota;
import io.jamey.server.access.Rate;
import io.jamey.server.access.TlsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final String EVERYTHING = """
                host: 0.0.0.0
                port: 1
                store: postgresql://ann@db:5432/jamey?sslmode=require
                store_password: store secret
                store_schema: team_a
                store_connections: 7
                namespace: "team a"
                keys_file: ~/keys
                embedder: openai
                embeddings:
                  url: http://localhost:1/v1
                  model: m
                  key: "  secret "
                  batch: 7
                  timeout_seconds: 8
                  retries: 0
                  dimension: 12
                tls: {certificate_file: /c.pem, private_key_file: k.pem}
                cors_origins:
                  - https://a.example
                  - http://localhost:3000
                limits:
                  body_bytes: 1MB
                  header_bytes: 4KiB
                  in_flight: 3
                  request_timeout: 1500ms
                  idle_timeout: 2m
                  page: 10
                  requests_per_second: 5
                  burst: 6
                cache: 256MiB
                redis: redis://cache:6379
                redis_password: redis secret
                quota:
                  memories: 100
                  bytes: 1GiB
                sessions:
                  idle_time: 7d
                metrics_host: "::1"
                metrics_port: none
                baseline: before
                log:
                  level: debug
                  format: json
                  file: logs/jamey.log
                  file_bytes: 1MiB
                  keep_days: 3
                  keep_bytes: 10MB
                tracing:
                  endpoint: http://localhost:4318/v1/traces
                  sample_percent: 5
                  content: true
                  header: "Authorization: Bearer x"
                """;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> flags = new HashMap<>();

    private Configuration read() {
        return Configuration.read(new Sources(Optional.empty(), environment, flags, folder, Path.of("/home/ann")));
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("jamey.yaml"), yaml);
    }

    private String from(String key) {
        return effective(key).origin().written().replace(folder + "/", "");
    }

    private Configuration.Effective effective(String key) {
        return read().effective().stream()
                .filter(each -> each.setting().key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingNeedBeSaid() {
        Settings settings = read().settings();

        assertThat(read().file()).isEmpty();
        assertThat(settings)
                .isEqualTo(new Settings(
                        "127.0.0.1",
                        8080,
                        StoreSettings.file(Path.of("/home/ann/.jamey/memory.db")),
                        Namespace.of("default"),
                        Map.of(),
                        Path.of("/home/ann/.jamey/memory.db.keys"),
                        Optional.empty(),
                        List.of(),
                        new RequestLimits(
                                16 << 20,
                                32 << 10,
                                64,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(30),
                                1000,
                                Optional.empty()),
                        new CacheSettings(0, Optional.empty(), Optional.empty()),
                        Quota.unlimited(),
                        Duration.ofHours(24),
                        new MetricsSettings("127.0.0.1", OptionalInt.of(9090), false),
                        Optional.empty(),
                        new LogSettings(LogLevel.INFO, LogFormat.CONSOLE, Optional.empty(), 64 << 20, 14, 1 << 30),
                        new TraceSettings(Optional.empty(), 100, false, Optional.empty())));
        assertThat(read().effective())
                .allSatisfy(each -> assertThat(each.origin()).isEqualTo(new Origin.Default()));
    }

    /// A server that is told nothing is the same, whether it is started from Java or by the command.
    @Test
    void theDefaultsAreThoseOfTheServer() {
        assertThat(ServerOptions.of(read().settings())).isEqualTo(ServerOptions.defaults());
    }

    @Test
    void everythingCanBeSaidInTheFile() throws IOException {
        write(EVERYTHING);

        assertThat(read().settings())
                .isEqualTo(new Settings(
                        "0.0.0.0",
                        1,
                        new StoreSettings(
                                new StoreLocation.Postgres(Optional.of("ann"), "db:5432/jamey?sslmode=require"),
                                Optional.of("store secret"),
                                "team_a",
                                7),
                        Namespace.of("team a"),
                        Map.of(
                                "JAMEY_EMBEDDER", "openai",
                                "JAMEY_EMBEDDINGS_URL", "http://localhost:1/v1",
                                "JAMEY_EMBEDDINGS_MODEL", "m",
                                "JAMEY_EMBEDDINGS_KEY", "secret",
                                "JAMEY_EMBEDDINGS_BATCH", "7",
                                "JAMEY_EMBEDDINGS_TIMEOUT_SECONDS", "8",
                                "JAMEY_EMBEDDINGS_RETRIES", "0",
                                "JAMEY_EMBEDDINGS_DIMENSION", "12"),
                        Path.of("/home/ann/keys"),
                        Optional.of(new TlsFiles.Pem(Path.of("/c.pem"), folder.resolve("k.pem"))),
                        List.of("https://a.example", "http://localhost:3000"),
                        new RequestLimits(
                                1_000_000,
                                4096,
                                3,
                                Duration.ofMillis(1500),
                                Duration.ofMinutes(2),
                                10,
                                Optional.of(new Rate(5, 6))),
                        new CacheSettings(
                                256 << 20, Optional.of(URI.create("redis://cache:6379")), Optional.of("redis secret")),
                        new Quota(100, 1L << 30),
                        Duration.ofDays(7),
                        new MetricsSettings("::1", OptionalInt.empty(), true),
                        Optional.of("before"),
                        new LogSettings(
                                LogLevel.DEBUG,
                                LogFormat.JSON,
                                Optional.of(folder.resolve("logs/jamey.log")),
                                1 << 20,
                                3,
                                10_000_000),
                        new TraceSettings(
                                Optional.of(URI.create("http://localhost:4318/v1/traces")),
                                5,
                                true,
                                Optional.of(new TraceSettings.Header("Authorization", "Bearer x")))));
    }

    @Test
    void flagsAreStrongerThanTheEnvironmentAndThatThanTheFile() throws IOException {
        assertThat(from("port")).isEqualTo("default");
        write("# a comment\n\nport: 1\n");
        assertThat(from("port")).isEqualTo("jamey.yaml:3");
        assertThat(read().settings().port()).isEqualTo(1);
        environment.put("JAMEY_PORT", "2");
        assertThat(from("port")).isEqualTo("$JAMEY_PORT");
        assertThat(read().settings().port()).isEqualTo(2);
        flags.put("port", "3");
        assertThat(from("port")).isEqualTo("--port");
        assertThat(read().settings().port()).isEqualTo(3);
        environment.put("JAMEY_PORT", "");
        flags.clear();
        assertThat(read().settings().port())
                .as("an empty variable says nothing")
                .isEqualTo(1);
    }

    @Test
    void everySettingHasNamesOfItsOwn() {
        List<Setting<?>> all = Catalogue.all();

        assertThat(all.stream().map(Setting::key)).doesNotHaveDuplicates();
        assertThat(all.stream().map(Setting::variable)).doesNotHaveDuplicates();
        assertThat(all.stream().map(Setting::flag)).doesNotHaveDuplicates().allMatch(flag -> flag.matches("--[a-z-]+"));
    }

    @Test
    void theLevelOfTheLogMayGoByTheNameOfItsSection() throws IOException {
        write("log: debug\n");
        assertThat(read().settings().log().level()).isEqualTo(LogLevel.DEBUG);
        assertThat(from("log.level")).isEqualTo("jamey.yaml:1");
        write("log.format: json\nlog: error\n");
        assertThat(read().settings().log().format()).isEqualTo(LogFormat.JSON);
        assertThat(read().settings().log().level()).isEqualTo(LogLevel.ERROR);
        environment.put("JAMEY_LOG", "trace");
        assertThat(from("log.level")).isEqualTo("$JAMEY_LOG");
        flags.put("log.level", "warn");
        assertThat(from("log.level")).isEqualTo("--log");

        write("log: debug\nlog.level: info\n");
        assertThatThrownBy(this::read).hasMessageContaining("jamey.yaml:2: 'log.level' is set twice");
        write("log:\n  file_bytes: 1GiB\n  keep_bytes: 1MiB\n");
        assertThatThrownBy(this::read).hasMessageContaining("jamey.yaml:3: log.keep_bytes: it must have room");
    }

    @Test
    void everyDefaultIsAllowed() {
        for (Setting<?> setting : Catalogue.all()) {
            if (!setting.otherwise().startsWith("(") && !setting.otherwise().equals("none")) {
                assertThat(setting.kind().read(setting.otherwise())).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prot: 1 | 1: unknown setting 'prot': did you mean 'port'?",
                "host: h~limits:~  body_byts: 1 | 3: unknown setting 'limits.body_byts': did you mean 'limits.body_bytes'?",
                "body_bytes: 1 | 1: unknown setting 'body_bytes': did you mean 'limits.body_bytes'?",
                "limits: {page: 1}~limits.page: 2 | 2: 'limits.page' is set twice",
                "limits: 5 | 1: 'limits' is a section",
                "limits: | 1: 'limits' is a section",
                "port: 1~port: 2 | 2: 'port' is set twice",
                "port: | 1: 'port' has no value: it must be a whole number from 0 to 65535",
                "port: {a: 1} | 1: 'port' has no value",
                "port: [1] | 1: 'port' has no value",
                "port: 65536 | 1: port: it must be a whole number from 0 to 65535 and not '65536'",
                "port: -1 | 1: port: it must be",
                "port: 1e3 | 1: port: it must be",
                "namespace: ' ' | 1: namespace: it must be the name of a namespace",
                "tracing:~  content: yes | 2: tracing.content: it must be true or false",
                "tracing:~  endpoint: localhost:4318 | 2: tracing.endpoint: it must be a URL",
                "tracing:~  header: \"secret\" | 2: tracing.header: it must be a name, a colon and a value",
                "log: loud | 1: log.level: it must be one of error, warn, info, debug, trace",
                "cors_origins: '*' | 1: cors_origins: it must be origins",
                "cors_origins: [https://a.example/] | 1: cors_origins",
                "cors_origins: [a.example] | 1: cors_origins",
                "limits: {body_bytes: 5TB} | 1: limits.body_bytes: it must be bytes, as in 65536, 64KiB or 1MB",
                "limits: {request_timeout: 30} | 1: limits.request_timeout: it must be a time from 1s to 1h",
                "limits: {request_timeout: 2h} | 1: limits.request_timeout",
                "limits: {request_timeout: 999999999999999d} | 1: limits.request_timeout",
                "limits: {page: 1001} | 1: limits.page: it must be a whole number from 1 to 1000",
                "quota: {bytes: 0} | 1: quota.bytes",
                "cache: 64 | 1: cache: it must be 0 for no cache, or at least 1MiB",
                "tls: {certificate_file: c} | 1: tls.certificate_file: tls.certificate_file and tls.private_key_file go",
                "tls: {keystore_file: c} | 1: tls.keystore_file: tls.keystore_file and tls.keystore_password",
                "tls: {keystore_password: c} | 1: tls.keystore_password",
                "- port | 1: settings are written as 'name: value'",
                "port: 1~---~port: 2 | a second document",
                "port: &a 1~host: *a | 2: aliases mean nothing here",
                "port: 'x | this is no YAML",
                "\"\tport\": : 1 | this is no YAML"
            })
    void whatMeansNothingIsToldWithItsPlace(String yaml, String told) throws IOException {
        write(yaml.replace('~', '\n') + "\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void anEmptyFileSaysNothing() throws IOException {
        for (String yaml : List.of("", "# nothing\n", "---\n", "cors_origins: []\n")) {
            write(yaml);
            assertThat(read().settings().port()).isEqualTo(8080);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JAMEY_PROT | 1 | unknown variable $JAMEY_PROT: did you mean 'JAMEY_PORT'?",
                "JAMEY_LIMITS_PAGES | 1 | did you mean 'JAMEY_LIMITS_PAGE'?",
                "JAMEY_PORT | x | $JAMEY_PORT: port: it must be a whole number"
            })
    void aVariableThatMeansNothingIsAnError(String name, String value, String told) {
        environment.put(name, value);

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void variablesOfOthersAreLeftAlone() {
        environment.put("PORT", "1");
        environment.put("JAMEY_SERVICE_HOST", "10.0.0.1");
        environment.put("JAMEY_SERVICE_PORT_HTTP", "8080");
        environment.put("JAMEY_PORT", "tcp://10.0.0.1:8080");
        environment.put("JAMEY_PORT_8080_TCP_ADDR", "10.0.0.1");
        environment.put("JAMEY_BENCH_HOME", "/bench");
        environment.put("JAMEY_KEY", "of-a-client");
        List.of("JAMEY_POSTGRES_URL", "JAMEY_REDIS_URL", "JAMEY_REDIS_SERVER", "JAMEY_PROMTOOL", "JAMEY_PROMETHEUS")
                .forEach(ofTests -> environment.put(ofTests, "anything"));
        environment.put("JAMEY_REQUIRE_SERVERS", "true");

        assertThat(read().settings().port()).isEqualTo(8080);
    }

    @Test
    void secretsAreMaskedAndNeverInMessages() throws IOException {
        write("embedder: openai\nembeddings:\n  model: m\n  key: sk-secret\n");
        assertThat(effective("embeddings.key").text()).isEqualTo("********");
        assertThat(read().settings().toString() + read().effective()).doesNotContain("sk-secret");

        write("embeddings:\n  key: [sk-secret]\n");
        assertThatThrownBy(this::read).hasMessageNotContaining("sk-secret");
        write("embeddings:\n  key: sk-secret: x\n");
        assertThatThrownBy(this::read).hasMessageNotContaining("sk-secret");
        assertThat(Catalogue.all().stream().filter(Setting::secret).map(Setting::hasFlag))
                .hasSize(5)
                .containsOnly(false);
    }

    @Test
    void secretsMayComeFromFiles() throws IOException {
        Files.writeString(folder.resolve("key"), "sk-secret\n");
        write("embedder: openai\nembeddings:\n  model: m\n  key_file: key\n");

        assertThat(read().settings().embedder()).containsEntry("JAMEY_EMBEDDINGS_KEY", "sk-secret");
        assertThat(effective("embeddings.key").text()).isEqualTo("********");
        assertThat(from("embeddings.key")).isEqualTo("jamey.yaml:4");

        environment.put("JAMEY_EMBEDDINGS_KEY", "sk-stronger");
        assertThat(read().settings().embedder()).containsEntry("JAMEY_EMBEDDINGS_KEY", "sk-stronger");
        environment.put("JAMEY_EMBEDDINGS_KEY_FILE", "key");
        assertThatThrownBy(this::read).hasMessageContaining("keep one");
        environment.clear();
        Files.delete(folder.resolve("key"));
        assertThatThrownBy(this::read)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("jamey.yaml:4: cannot read embeddings.key_file");
    }

    @Test
    void aKeystoreComesWithItsPassword() throws IOException {
        write("tls:\n  keystore_file: s.p12\n  keystore_password: secret\n");

        assertThat(read().settings().tls()).contains(new TlsFiles.KeyStore(folder.resolve("s.p12"), "secret"));
    }

    @Test
    void theFileIsFoundOrNamed() throws IOException {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve(".jamey"));
        Files.writeString(home.resolve(".jamey/jamey.yaml"), "port: 1\nstore: m.db\n");
        Path named = Files.writeString(folder.resolve("other.yaml"), "port: 2\n");

        assertThat(settings(Optional.empty(), home).port()).isEqualTo(1);
        assertThat(settings(Optional.empty(), home).store())
                .as("a path in a file counts from the file")
                .isEqualTo(StoreSettings.file(home.resolve(".jamey/m.db")));
        write("port: 3\n");
        assertThat(settings(Optional.empty(), home).port()).isEqualTo(3);
        environment.put("JAMEY_CONFIG", "other.yaml");
        assertThat(settings(Optional.empty(), home).port()).isEqualTo(2);
        assertThat(settings(Optional.of(folder.resolve("jamey.yaml")), home).port())
                .isEqualTo(3);
        Files.delete(named);
        assertThatThrownBy(() -> settings(Optional.empty(), home))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("other.yaml");
    }

    @Test
    void aFileThatOthersMayHavePutIntoTheFolderIsToldOfAndHoldsNoSecrets() throws IOException {
        Path file = folder.resolve("jamey.yaml");
        write("port: 3\n");
        assertThat(read().warnings()).isEmpty();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(read().settings().port()).isEqualTo(3);
        assertThat(read().warnings())
                .singleElement()
                .asString()
                .contains(file.toString(), "everybody may write to it", "--config");
        assertThat(Configuration.read(new Sources(Optional.of(file), environment, flags, folder, folder))
                        .warnings())
                .as("named")
                .isEmpty();

        write("embeddings:\n  key: sk-secret\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file + ":2: embeddings.key is a secret")
                .hasMessageNotContaining("sk-secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(read().settings().embedder()).containsEntry("JAMEY_EMBEDDINGS_KEY", "sk-secret");
    }

    private Settings settings(Optional<Path> config, Path home) {
        return Configuration.read(new Sources(config, environment, flags, folder, home))
                .settings();
    }

    /// docs/configuration.md is this table; when it fails, paste what was expected.
    @Test
    void theDocumentedTableIsTrue() throws IOException {
        String table = Catalogue.all().stream()
                .map(setting -> "| `" + setting.key() + "` | `" + setting.variable() + "` | "
                        + (setting.hasFlag() ? "`" + setting.flag() + "`" : "") + " | "
                        + documented(setting.otherwise())
                        + " | " + setting.about() + " | " + setting.allowed() + " |")
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("..", "docs", "configuration.md"))).contains("\n" + table + "\n\n");
    }

    private static String documented(String otherwise) {
        return otherwise.startsWith("(") ? otherwise.substring(1, otherwise.length() - 1) : "`" + otherwise + "`";
    }
}
