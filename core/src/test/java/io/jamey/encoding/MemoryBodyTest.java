package io.jamey.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.encoding.Bytes.MalformedException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MemoryBodyTest {
    private static final Instant CREATED = Instant.parse("2025-03-01T12:00:00.123456Z");
    private static final Memory FULL = NewMemory.of("tea, 漢字 and 🙂")
            .type(MemoryType.of("habit"))
            .session("s1")
            .actor("Ann")
            .importance(0.25)
            .metadata(Metadata.of("tags", List.of("a", 1, 2.5, true, Map.of("deep", List.of()))))
            .createdAt(CREATED)
            .expiresAt(CREATED.plusSeconds(60))
            .build()
            .stored(Namespace.of("ann"), new UUID(1, 2), 7, CREATED);

    @Test
    void aMemoryComesBackEqualUnderItsHead() throws MalformedException {
        for (Memory memory : List.of(FULL, plain())) {
            byte[] bytes = encoded(memory);
            var in = new Bytes.Reader(bytes, 0);
            assertThat(MemoryBody.decode(in, head(memory), memory.embedding())).isEqualTo(memory);
            in.end();
        }
    }

    @Test
    void damagedBytesAreRefusedOrAnotherMemoryButNeverMore() {
        long seed = Long.getLong("jamey.seed", RandomGenerator.getDefault().nextLong());
        System.err.println("repeat with -Djamey.seed=" + seed);
        var random = new Random(seed);
        byte[] bytes = encoded(FULL);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = Arrays.copyOf(bytes, random.nextBoolean() ? bytes.length : random.nextInt(bytes.length));
            for (int n = 0; n < 3 && damaged.length > 0; n++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                MemoryBody.decode(new Bytes.Reader(damaged, 0), head(FULL), Optional.empty());
            } catch (MalformedException | IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static Memory plain() {
        return NewMemory.of("plain")
                .embedding(Embedding.of(1, 2))
                .createdAt(CREATED)
                .build()
                .stored(Namespace.of("ann"), new UUID(3, 4), 0, CREATED);
    }

    private static byte[] encoded(Memory memory) {
        var out = new Bytes.Writer(16);
        MemoryBody.encode(memory, out);
        return out.toArray();
    }

    private static MemoryBody.Head head(Memory memory) {
        return new MemoryBody.Head(
                memory.id(), memory.namespace(), memory.createdAt(), memory.lastAccessed(), memory.expiresAt());
    }
}
