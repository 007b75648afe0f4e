package io.jamey.testkit;

import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.Signal;
import io.jamey.Weights;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Random arguments for [RandomOperations]: few ids, words and names, so that they meet again and again.
final class RandomValues {
    /// Fewer than any store's pool of candidates, so that no store can miss one.
    private static final int IDS = 40;

    private static final List<PageRequest.Order> ORDERS = List.of(PageRequest.Order.values());

    private static final int LONG_TEXT_WORDS = 150;

    private static final List<String> WORDS = List.of(
            "tea",
            "coffee",
            "milk",
            "sugar",
            "Ann",
            "Bob",
            "walk",
            "walked",
            "walking",
            "harbour",
            "train",
            "leaves",
            "Monday",
            "May",
            "January",
            "2025",
            "the",
            "and",
            "we",
            "why",
            "\u00e9t\u00e9",
            "\ud83c\udf75",
            "'--");

    private final Random random;
    private final InstantSource clock;
    private final boolean allEmbedded;

    RandomValues(Random random, InstantSource clock, boolean allEmbedded) {
        this.allEmbedded = allEmbedded;
        this.random = random;
        this.clock = clock;
    }

    UUID id() {
        return Samples.id(random.nextInt(IDS));
    }

    List<UUID> ids() {
        return IntStream.range(0, random.nextInt(8)).mapToObj(_ -> id()).toList();
    }

    List<NewMemory> memories() {
        return IntStream.range(0, random.nextInt(6)).mapToObj(_ -> memory()).toList();
    }

    /// Small and often the same under the same id, so that some batches repeat what is there.
    private NewMemory memory() {
        int number = random.nextInt(IDS);
        if (random.nextInt(3) == 0) {
            return Samples.numbered(number);
        }
        var builder = NewMemory.of(text(12) + (random.nextInt(4) == 0 ? "?" : ""))
                .id(Samples.id(number))
                .importance(random.nextInt(5) / 4.0)
                .metadata(metadata());
        if (allEmbedded || random.nextInt(3) > 0) {
            builder.embedding(embedding());
        }
        if (random.nextInt(3) > 0) {
            builder.session("s" + random.nextInt(2));
        }
        if (random.nextInt(6) == 0) {
            builder.session("s" + random.nextInt(2), random.nextInt(20));
        }
        if (random.nextInt(2) == 0) {
            builder.actor(random.nextBoolean() ? "Ann" : "Bob").type(MemoryType.MESSAGE);
        }
        if (random.nextInt(3) == 0) {
            builder.createdAt(time(Duration.ofDays(400)));
        }
        if (random.nextInt(8) == 0) {
            builder.expiresAt(time(Duration.ofMinutes(2)));
        }
        return builder.build();
    }

    static String told(List<NewMemory> memories) {
        return memories.stream()
                .map(memory -> "\n    " + memory.id().orElseThrow() + " '" + memory.content() + "' "
                        + memory.embedding() + " " + memory.session() + memory.sequence() + " " + memory.actor() + " "
                        + memory.createdAt() + " expires " + memory.expiresAt())
                .collect(Collectors.joining());
    }

    /// Now and then long enough to have several passages.
    private String text(int wordsMax) {
        int words = random.nextInt(12) == 0 ? LONG_TEXT_WORDS : 1 + random.nextInt(wordsMax);
        return IntStream.range(0, words)
                .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(" "));
    }

    private Embedding embedding() {
        return Samples.embedding(random.nextInt(25));
    }

    private Metadata metadata() {
        return Metadata.of("n", random.nextInt(5), "tag", WORDS.get(random.nextInt(5)));
    }

    private Instant time(Duration atMost) {
        long span = atMost.toNanos();
        return clock.instant().plusNanos(random.nextLong(-span, span));
    }

    /// A patch, and what it says.
    record Change(MemoryPatch patch, String told) {}

    /// A patch that many memories can take.
    Change patchForMany() {
        var builder = MemoryPatch.change();
        var told = new StringBuilder();
        if (random.nextInt(3) == 0) {
            builder.metadata(metadata()).importance(0.25);
            told.append(" metadata, importance");
        }
        change(builder, told);
        return new Change(builder.build(), told.toString());
    }

    /// What one memory and many can take alike.
    private void change(MemoryPatch.Builder builder, StringBuilder told) {
        if (random.nextInt(6) == 0) {
            Instant expiry = time(Duration.ofMinutes(2));
            builder.expiresAt(expiry);
            told.append(" expires ").append(expiry);
        } else if (random.nextInt(6) == 0) {
            builder.neverExpires();
            told.append(" never expires");
        }
        if (random.nextInt(6) == 0) {
            builder.withoutSession();
            told.append(" in no session");
        }
    }

    Change patch() {
        var builder = MemoryPatch.change();
        var told = new StringBuilder();
        if (random.nextBoolean()) {
            String content = text(12);
            builder.content(content);
            told.append(" content '").append(content).append('\'');
        }
        switch (random.nextInt(allEmbedded ? 2 : 4)) {
            case 0 -> {
                Embedding embedding = embedding();
                builder.embedding(embedding);
                told.append(" embedding");
            }
            case 1 -> {
                builder.withoutEmbedding();
                told.append(" no embedding");
            }
            default -> told.append(" embedding as it is");
        }
        if (random.nextInt(3) == 0) {
            builder.metadata(metadata()).actor("Bob").importance(0.75);
            told.append(" metadata, actor, importance");
        }
        change(builder, told);
        if (random.nextInt(3) == 0) {
            int version = 1 + random.nextInt(3);
            builder.expecting(version);
            told.append(" expecting ").append(version);
        }
        return new Change(builder.build(), told.toString());
    }

    Filter filter() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> Filter.everything();
            case 3 -> Filter.equal(Field.metadata("n"), random.nextInt(5));
            case 4 -> Filter.atLeast(Field.metadata("n"), random.nextInt(5) + 0.5);
            case 5 -> Filter.session("s" + random.nextInt(2));
            case 6 -> Filter.in(Field.ACTOR, "Ann", "Cid");
            case 7 -> Filter.less(Field.CREATED_AT, time(Duration.ofDays(1)));
            case 8 -> Filter.atLeast(Field.LAST_ACCESSED, time(Duration.ofSeconds(30)));
            default -> random.nextBoolean() ? Filter.not(filter()) : Filter.or(filter(), filter());
        };
    }

    PageRequest pageRequest() {
        PageRequest request = PageRequest.of(1 + random.nextInt(12))
                .atOffset(random.nextInt(4) == 0 ? random.nextInt(20) : 0)
                .ordered(ORDERS.get(random.nextInt(ORDERS.size())));
        return random.nextBoolean() ? request.withEmbeddings() : request;
    }

    SearchRequest searchRequest() {
        int kind = random.nextInt(allEmbedded ? 2 : 3);
        var builder = kind == 0 ? SearchRequest.of(embedding()) : SearchRequest.of(text(6));
        if (kind == 1) {
            builder.embedding(embedding());
        }
        builder.limit(1 + random.nextInt(20)).filter(filter()).weights(weights());
        if (random.nextBoolean()) {
            builder.withEmbeddings();
        }
        if (random.nextInt(4) == 0) {
            builder.exact();
        }
        return builder.build();
    }

    private Weights weights() {
        return switch (random.nextInt(6)) {
            case 0 -> Weights.WORDS_ONLY;
            case 1 -> Weights.CLOSENESS_ONLY;
            case 2 -> Weights.PLAIN_FUSION;
            case 3 -> Weights.GUARDED.with(Signal.RECENCY, 0.5).with(Signal.IMPORTANCE, 0.25);
            default -> Weights.GUARDED;
        };
    }
}
