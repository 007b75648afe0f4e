package io.jamey.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What may be said of where the memories are, and of what is kept before them.
class StoreLocationTest {
    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    private Configuration read() {
        return Configuration.read(new Sources(Optional.empty(), environment, Map.of(), folder, Path.of("/home/ann")));
    }

    @Test
    void aStoreMayBeADatabase() {
        environment.put("JAMEY_STORE", "jdbc:postgresql://db/jamey");
        environment.put("JAMEY_STORE_PASSWORD", "store secret");

        assertThat(read().settings().store().location())
                .isEqualTo(new StoreLocation.Postgres(Optional.empty(), "db/jamey"))
                .hasToString("postgresql://db/jamey");
        assertThat(read().settings().keysFile()).isEqualTo(Path.of("/home/ann/.jamey/keys"));
        assertThat(read().settings().toString() + read().settings().store())
                .contains("postgresql://db/jamey")
                .doesNotContain("secret");
        assertThat(read().effective().toString()).contains("store_password").doesNotContain("store secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ann:sesame@db/jamey",
                "postgresql://db/jamey?user=ann&password=sesame",
                "postgresql://db/jamey?sslpassword=sesame"
            })
    void anAddressHoldsNoPassword(String address) {
        environment.put("JAMEY_STORE", address);

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JAMEY_STORE: store: it must not hold the password: put it into store_password")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void anotherDatabaseIsNoStore() {
        environment.put("JAMEY_STORE", "mysql://db/jamey");

        assertThatThrownBy(this::read)
                .hasMessage("$JAMEY_STORE: store: it must be a path, or a database, as in"
                        + " postgresql://jamey@localhost:5432/jamey and not 'mysql://db/jamey'");
    }

    @Test
    void redisIsForStoresThatProcessesShare() {
        environment.put("JAMEY_REDIS", "redis://cache:6379");
        assertThatThrownBy(this::read).hasMessageContaining("$JAMEY_REDIS: redis: it is for a store in a database");

        environment.put("JAMEY_STORE", "postgresql://db/jamey");
        environment.put("JAMEY_REDIS_PASSWORD", "ses@me 1");
        CacheSettings cache = read().settings().cache();
        assertThat(cache.redisUrl()).isEqualTo("redis://:ses%40me%201@cache:6379");
        assertThat(cache.toString()).doesNotContain("ses");
    }

    @Test
    void anAddressOfRedisHoldsNoPasswordEither() {
        environment.put("JAMEY_STORE", "postgresql://db/jamey");
        environment.put("JAMEY_REDIS", "redis://ann:sesame@cache:6379");

        assertThatThrownBy(this::read)
                .hasMessageContaining("$JAMEY_REDIS: redis: it must not hold the password: put it into redis_password")
                .hasMessageNotContaining("sesame");
    }
}
