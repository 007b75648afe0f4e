package io.jamey.bench.data;

import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Memories and questions as an agent has them, as many as wanted: row n is the same whoever asks, whatever came
/// before. Everything is chosen, the id too, so that storing them twice stores them once. Immutable; any number of
/// threads.
///
/// ```java
/// var memories = new SampleMemories(SampleVectors.realistic(1536, 42));
/// store.storeAll(namespace, memories.rows(0, 1000).toList());
/// store.search(namespace, memories.question(7, 1000).filter(Share.TENTH.filter()).build());
/// ```
public final class SampleMemories {
    private static final Instant FIRST = Instant.parse("2024-01-01T08:00:00Z");
    private static final Duration BETWEEN = Duration.ofSeconds(97);
    private static final int SESSION_ROWS = 40;
    private static final List<String> ACTORS = List.of("Ann", "Ben", "Carla", "David", "the assistant");

    private final SampleVectors vectors;
    private final SampleTexts texts;

    public SampleMemories(SampleVectors vectors) {
        this.vectors = vectors;
        texts = new SampleTexts(vectors);
    }

    /// A part of the rows that a filter on metadata picks, without regard to what they are about: in every block of
    /// so many rows exactly as many as it says.
    public enum Share {
        THOUSANDTH(1, 1_000),
        HUNDREDTH(10, 100),
        TENTH(100, 100),
        HALF(500, 100);

        private final int permille;
        private final int block;

        Share(int permille, int block) {
            this.permille = permille;
            this.block = block;
        }

        public int permille() {
            return permille;
        }

        public Filter filter() {
            return Filter.equal(Field.metadata(key()), 0);
        }

        /// Whether the filter picks this row.
        public boolean has(long row) {
            return value(row) == 0;
        }

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The row's number in its block after shuffling, of as many as there are to choose from: 37 has no factor in
        /// common with a power of ten.
        private long value(long row) {
            return (row % block * 37 + row / block) % block % (1_000 / permille);
        }
    }

    public SampleVectors vectors() {
        return vectors;
    }

    /// Rows `from` to `to`, the latter not included, each made when the stream comes to it.
    public Stream<NewMemory> rows(long from, long to) {
        return LongStream.range(from, to).mapToObj(this::row);
    }

    public NewMemory row(long row) {
        return withoutEmbedding(row)
                .embedding(Embedding.owning(vectors.vector(row)))
                .build();
    }

    /// The memory of a row, for those who take its vector from elsewhere.
    public NewMemory.Builder withoutEmbedding(long row) {
        long session = row / SESSION_ROWS;
        var memory = NewMemory.of(texts.text(row))
                .id(id(row))
                .type(type(row))
                .importance((row * 7 % 11) / 10.0)
                .createdAt(createdAt(row))
                .metadata(Metadata.from(Arrays.stream(Share.values())
                        .collect(Collectors.toMap(Share::key, share -> share.value(row)))));
        return row % SESSION_ROWS < SESSION_ROWS / 2
                ? memory.session("session-" + session, row % SESSION_ROWS)
                        .actor(ACTORS.get((int) (row % ACTORS.size())))
                : memory;
    }

    /// A question about one of the first `rows` rows: its text and its embedding, which is near the row's.
    public SearchRequest.Builder question(long number, long rows) {
        return SearchRequest.of(questionText(number, rows)).embedding(Embedding.owning(vectors.question(number, rows)));
    }

    public String questionText(long number, long rows) {
        return texts.question(number, vectors.asked(number, rows));
    }

    /// The row that a question is about: one of the first `rows`.
    public long asked(long number, long rows) {
        return vectors.asked(number, rows);
    }

    public UUID id(long row) {
        long version7 = 0x7000;
        long variant = 0x8000_0000_0000_0000L;
        return new UUID(createdAt(row).toEpochMilli() << 16 | version7, variant | (row * 0x9e3779b97f4a7c15L) >>> 2);
    }

    private static Instant createdAt(long row) {
        return FIRST.plus(BETWEEN.multipliedBy(row));
    }

    /// Turns of conversations in the first half of a session, what was learned from them in the second.
    private static MemoryType type(long row) {
        if (row % SESSION_ROWS < SESSION_ROWS / 2) {
            return MemoryType.MESSAGE;
        }
        return row % 10 == 0 ? MemoryType.PROCEDURAL : row % 3 == 0 ? MemoryType.EPISODIC : MemoryType.SEMANTIC;
    }
}
