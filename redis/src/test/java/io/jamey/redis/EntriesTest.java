package io.jamey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchResult;
import io.jamey.Signal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EntriesTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final Instant CREATED = Instant.parse("2025-03-01T12:00:00.123456Z");
    private static final Ticket TOKEN = new Ticket(-7, 1L << 40);
    private static final long UNTIL = 1_000;
    private static final Memory MEMORY = NewMemory.of("tea, 漢字 and 🙂")
            .session("s1")
            .embedding(Embedding.of(1, -2.5f, 3e-20f))
            .metadata(Metadata.of("tags", List.of("a", 1, 2.5)))
            .createdAt(CREATED)
            .expiresAt(CREATED.plusSeconds(60))
            .build()
            .stored(HOME, new UUID(1, 2), 7, CREATED);

    private static <T> Optional<T> read(byte[] entry, long now, Format<T> format) {
        return Entries.seen(entry, TOKEN) instanceof Sight.Value(var body)
                ? Entries.read(body, now, format, HOME).map(Entries.Kept::value)
                : Optional.empty();
    }

    private static <T> void comesBackEqual(Format<T> format, T value) {
        byte[] entry = Entries.write(TOKEN, UNTIL, format, value);
        assertThat(read(entry, UNTIL - 1, format)).contains(value);
        assertThat(read(entry, UNTIL, format)).as("too old").isEmpty();
        assertThat(Entries.seen(entry, new Ticket(-7, 2)))
                .as("of another token")
                .isEqualTo(new Sight.Missing());
    }

    @Test
    void everyKindOfValueComesBackEqualUntilItsEndAndUnderItsToken() {
        Memory plain = NewMemory.of("plain").createdAt(CREATED).build().stored(HOME, new UUID(3, 4), 0, CREATED);
        comesBackEqual(Format.MEMORY, Optional.of(MEMORY));
        comesBackEqual(Format.MEMORY, Optional.empty());
        comesBackEqual(Format.COUNT, 1L << 40);
        comesBackEqual(Format.PAGE, Page.of(List.of(MEMORY, plain), 2, PageRequest.of(1)));
        comesBackEqual(Format.PAGE, new Page(List.of(), 0, Optional.empty()));
        comesBackEqual(
                Format.FOUND,
                new SearchResult(
                        List.of(new Match(MEMORY, 0.5, Map.of(Signal.WORDS, 0.5)), new Match(plain, -1, Map.of())),
                        Optional.empty()));
    }

    @Test
    void anEntryOfAnotherVersionOrDamagedIsAMissOrAValueButNeverAFault() {
        byte[] entry = Entries.write(TOKEN, UNTIL, Format.MEMORY, Optional.of(MEMORY));
        byte[] other = entry.clone();
        other[1 + Ticket.BYTES]++;
        assertThat(read(other, 0, Format.MEMORY)).isEmpty();

        long seed = Long.getLong("jamey.seed", RandomGenerator.getDefault().nextLong());
        System.err.println("repeat with -Djamey.seed=" + seed);
        var random = new Random(seed);
        int missed = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = Arrays.copyOf(entry, random.nextBoolean() ? entry.length : random.nextInt(entry.length));
            for (int n = 0; n < 3 && damaged.length > 0; n++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            missed += read(damaged, 0, Format.MEMORY).isEmpty() ? 1 : 0;
        }
        assertThat(missed).isPositive();
    }
}
