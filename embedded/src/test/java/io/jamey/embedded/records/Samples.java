package io.jamey.embedded.records;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryIds;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;

/// Memories for tests, plain and random.
final class Samples {
    static final int DIMENSION = 8;
    static final Instant T0 = Instant.parse("2025-03-01T12:00:00.123456Z");

    /// Repeat a random test with `-Djamey.seed=<number>`.
    static final long SEED = Long.getLong("jamey.seed", System.nanoTime());

    private static final String[] PIECES = {
        "tea", " ", "\n", "é", "漢字", "🙂", "\u0301", "'; DROP TABLE memory; --", "\ufeff", "\u202e"
    };

    private Samples() {}

    static Random random(String test) {
        System.err.println(test + ": repeat with -Djamey.seed=" + SEED);
        return new Random(SEED);
    }

    static Memory plain(Namespace namespace, String content) {
        return plain(namespace, content, T0);
    }

    static Memory plain(Namespace namespace, String content, Instant created) {
        return NewMemory.of(content).createdAt(created).build().stored(namespace, MemoryIds.next(), 0, created);
    }

    static Memory embedded(Namespace namespace, String content, Random random) {
        return plain(namespace, content).withEmbedding(Optional.of(embedding(random, DIMENSION)));
    }

    static Memory expiring(Namespace namespace, String content, Instant expires) {
        return NewMemory.of(content)
                .createdAt(T0)
                .expiresAt(expires)
                .build()
                .stored(namespace, MemoryIds.next(), 0, T0);
    }

    static Embedding embedding(Random random, int dimension) {
        float[] components = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            components[i] = (float) random.nextGaussian();
        }
        return Embedding.owning(components);
    }

    /// Anything a memory can be, extremes included.
    static Memory any(Namespace namespace, Random random) {
        Instant created = instant(random);
        boolean inSession = random.nextBoolean();
        return new Memory(
                new UUID(random.nextLong(), random.nextLong()),
                namespace,
                random.nextBoolean() ? MemoryType.SEMANTIC : MemoryType.of("own_kind-7"),
                "x" + text(random, 400),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(embedding(random, DIMENSION)),
                new Metadata(fields(random, 0)),
                inSession ? Optional.of("s" + text(random, 5).replace('\n', ' ')) : Optional.empty(),
                inSession ? OptionalLong.of(random.nextLong() >>> 1) : OptionalLong.empty(),
                random.nextBoolean() ? Optional.of("Ann") : Optional.empty(),
                random.nextDouble(),
                created,
                instant(random),
                created,
                random.nextBoolean() ? Optional.of(instant(random)) : Optional.empty(),
                1 + random.nextInt(100));
    }

    static String text(Random random, int piecesMax) {
        var text = new StringBuilder();
        int pieces = random.nextInt(piecesMax + 1);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static Instant instant(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Instant.parse("0001-01-01T00:00:00Z");
            case 1 -> Instant.parse("9999-12-31T23:59:59.999999Z");
            case 2 -> Instant.EPOCH;
            default -> T0.plusNanos(random.nextInt(1_000_000_000) * 1_000L);
        };
    }

    private static Map<String, Value> fields(Random random, int depth) {
        var fields = new LinkedHashMap<String, Value>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            fields.put("k" + i + (random.nextBoolean() ? "ü" : ""), value(random, depth + 1));
        }
        return fields;
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth > 5 ? 5 : 7)) {
            case 0 -> new Value.Null();
            case 1 -> new Value.Bool(random.nextBoolean());
            case 2 -> new Value.Whole(random.nextLong());
            case 3 -> new Value.Real(random.nextBoolean() ? -0.0 : random.nextGaussian() * 1e300);
            case 4 -> new Value.Text(text(random, 10));
            case 5 -> {
                List<Value> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth + 1));
                }
                yield new Value.Items(items);
            }
            default -> new Value.Fields(fields(random, depth));
        };
    }
}
