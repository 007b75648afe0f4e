package io.jamey.postgres;

import io.jamey.Limits;
import io.jamey.words.Language;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// How a [PostgresMemoryStore] is opened.
///
/// @param url of the database, as JDBC writes it: `jdbc:postgresql://host:5432/jamey`
/// @param user unless the URL names it
/// @param password unless the URL has it
/// @param schema that holds the tables; made when it is missing. 1 to 63 of `a-z`, `0-9` and `_`
/// @param connections at most
/// @param dimension of all embeddings, to fix it now; otherwise the first embedding stored fixes it
/// @param language of the contents, for word endings and stop words; kept with the store, which cannot be
///     opened with another
/// @param index over the embeddings; decides when the first embedding is stored, and not later
/// @param effort of searches in the index: how many neighbours it follows at a time, 1 to 1,000
/// @param exactUpTo embeddings in a namespace, all are compared, without the index
/// @param timeout a write of a few memories gives up after this time when the server does not answer, 0.1 to
///     60 seconds; calls that look at more wait longer
/// @param clock the time, injected for tests
public record PostgresOptions(
        String url,
        Optional<String> user,
        Optional<String> password,
        String schema,
        int connections,
        OptionalInt dimension,
        Language language,
        VectorIndex index,
        int effort,
        int exactUpTo,
        Duration timeout,
        InstantSource clock) {
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final int CONNECTIONS_MAX = 1_000;
    private static final int EFFORT_MAX = 1_000;
    private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);
    private static final Duration TIMEOUT_MAX = Duration.ofSeconds(60);

    public PostgresOptions {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("the URL must begin with jdbc:postgresql:");
        }
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException(
                    "schema must be 1 to 63 of a-z, 0-9 and _, not beginning with a digit, not '" + schema + "'");
        }
        require("connections", connections, 1, CONNECTIONS_MAX);
        dimension.ifPresent(value -> require("dimension", value, 1, Limits.DIMENSIONS));
        require("effort", effort, 1, EFFORT_MAX);
        require("exactUpTo", exactUpTo, 0, Integer.MAX_VALUE);
        if (timeout.compareTo(TIMEOUT_MIN) < 0 || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException("timeout must be between 0.1 and 60 seconds, not " + timeout);
        }
    }

    private static void require(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " must be between " + min + " and " + max + ", not " + value);
        }
    }

    /// English, the schema `jamey`, 10 connections, HNSW, namespaces of 5,000 embeddings compared exactly.
    public static PostgresOptions of(String url) {
        return new PostgresOptions(
                url,
                Optional.empty(),
                Optional.empty(),
                "jamey",
                10,
                OptionalInt.empty(),
                Language.ENGLISH,
                VectorIndex.HNSW,
                300,
                5_000,
                Duration.ofSeconds(2),
                InstantSource.system());
    }

    public PostgresOptions login(String name, String secret) {
        return with(changed -> {
            changed.user = Optional.of(name);
            changed.password = Optional.of(secret);
        });
    }

    public PostgresOptions schema(String value) {
        return with(changed -> changed.schema = value);
    }

    public PostgresOptions connections(int value) {
        return with(changed -> changed.connections = value);
    }

    public PostgresOptions dimension(int value) {
        return with(changed -> changed.dimension = OptionalInt.of(value));
    }

    public PostgresOptions language(Language value) {
        return with(changed -> changed.language = value);
    }

    public PostgresOptions index(VectorIndex value) {
        return with(changed -> changed.index = value);
    }

    public PostgresOptions effort(int value) {
        return with(changed -> changed.effort = value);
    }

    public PostgresOptions exactUpTo(int value) {
        return with(changed -> changed.exactUpTo = value);
    }

    public PostgresOptions timeout(Duration value) {
        return with(changed -> changed.timeout = value);
    }

    public PostgresOptions clock(InstantSource value) {
        return with(changed -> changed.clock = value);
    }

    private PostgresOptions with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /// Options while one of them changes.
    private static final class Draft {
        private final String url;
        private Optional<String> user;
        private Optional<String> password;
        private String schema;
        private int connections;
        private OptionalInt dimension;
        private Language language;
        private VectorIndex index;
        private int effort;
        private int exactUpTo;
        private Duration timeout;
        private InstantSource clock;

        Draft(PostgresOptions from) {
            url = from.url;
            user = from.user;
            password = from.password;
            schema = from.schema;
            connections = from.connections;
            dimension = from.dimension;
            language = from.language;
            index = from.index;
            effort = from.effort;
            exactUpTo = from.exactUpTo;
            timeout = from.timeout;
            clock = from.clock;
        }

        PostgresOptions options() {
            return new PostgresOptions(
                    url,
                    user,
                    password,
                    schema,
                    connections,
                    dimension,
                    language,
                    index,
                    effort,
                    exactUpTo,
                    timeout,
                    clock);
        }
    }

    /// Without the secret, which a URL may hold too.
    @Override
    public String toString() {
        return "PostgresOptions[" + address() + ", schema " + schema + "]";
    }

    /// The URL without what follows a question mark, where passwords stand.
    String address() {
        int end = url.indexOf('?');
        String address = end < 0 ? url : url.substring(0, end);
        return address.replaceFirst("//[^/]*@", "//");
    }
}
