package io.jamey.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyUsesTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @TempDir
    private Path folder;

    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private KeyFile keys;
    private String id;

    @BeforeEach
    void makeAKey() {
        keys = new KeyFile(folder.resolve("keys"));
        id = keys.create(new KeyRequest("ci", Scope.everything(), Permission.READ, Optional.empty()), NOON)
                .key()
                .id();
    }

    private KeyUses uses(Duration period) {
        return new KeyUses(keys, clock, period);
    }

    @Test
    void whatWasUsedIsKeptWhenTheServerEnds() {
        try (var uses = uses(Duration.ofDays(1))) {
            uses.note(id);
            assertThat(uses.read()).as("no write for a request").isEmpty();
        }
        now = NOON.plusSeconds(5);
        try (var _ = uses(Duration.ofDays(1))) {
            assertThat(uses(Duration.ofDays(1)).read()).containsExactly(Map.entry(id, NOON));
        }
        try (var later = uses(Duration.ofDays(1))) {
            later.note(id);
        }
        assertThat(uses(Duration.ofDays(1)).read()).containsExactly(Map.entry(id, now));
    }

    @Test
    void itIsWrittenWhileTheServerRunsToo() throws Exception {
        KeyUses uses = uses(Duration.ofMillis(10));
        uses.note(id);

        while (uses.read().isEmpty()) {
            Thread.sleep(5);
        }

        assertThat(uses.read()).containsExactly(Map.entry(id, NOON));
    }

    @Test
    void keysThatAreGoneAreForgotten() {
        try (var uses = uses(Duration.ofDays(1))) {
            uses.note("AAAAAAAA");
            uses.note(id);
        }

        assertThat(uses(Duration.ofDays(1)).read()).containsOnlyKeys(id);
    }

    @Test
    void aFileThatCannotBeWrittenOrReadHarmsNothing() throws IOException {
        Path file = folder.resolve("keys.used");
        for (String damaged : List.of("{", "[]", "{\"a\":1}", "")) {
            Files.writeString(file, damaged);
            assertThat(uses(Duration.ofDays(1)).read()).as(damaged).isEmpty();
        }
        Files.delete(file);
        Files.createDirectory(file);
        Files.writeString(file.resolve("in the way"), "");

        try (var uses = uses(Duration.ofDays(1))) {
            uses.note(id);
        }

        assertThat(uses(Duration.ofDays(1)).read()).isEmpty();
    }
}
