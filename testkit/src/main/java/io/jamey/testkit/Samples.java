package io.jamey.testkit;

import io.jamey.Embedding;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.NewMemory;
import io.jamey.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/// Memories to test with. The same call always gives the same memory.
final class Samples {
    /// Components of every sample's embedding.
    static final int DIMENSION = 8;

    private Samples() {}

    /// An id that looks random; about half of them are negative as signed numbers, which some orders get wrong.
    static UUID id(int number) {
        var random = new SplittableRandom(number);
        return new UUID(random.nextLong(), random.nextLong());
    }

    static Embedding embedding(int number) {
        var random = new SplittableRandom(number);
        var components = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            components[i] = (float) random.nextGaussian();
        }
        return Embedding.owning(components);
    }

    /// A memory with nothing but content.
    static NewMemory plain(String content) {
        return NewMemory.of(content).build();
    }

    /// A memory with an id and an embedding of this number.
    static NewMemory numbered(int number) {
        return NewMemory.of("memory number " + number)
                .id(id(number))
                .embedding(embedding(number))
                .metadata(Metadata.of("number", number))
                .build();
    }

    static List<NewMemory> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(Samples::numbered).toList();
    }

    /// A memory with every attribute.
    static NewMemory.Builder complete(int number) {
        return NewMemory.of("Ann said: we leave at " + number + " o'clock")
                .id(id(number))
                .type(MemoryType.MESSAGE)
                .embedding(embedding(number))
                .metadata(Metadata.from(Map.of(
                        "whole",
                        number,
                        "real",
                        0.1 + number,
                        "flag",
                        true,
                        "text",
                        "r\u00e9sum\u00e9",
                        "nothing",
                        new Value.Null(),
                        "list",
                        Arrays.asList(1, 2.5, "three", List.of()),
                        "nested",
                        Map.of("deep", Map.of("er", "yes"), "empty", Map.of()))))
                .session("session", number)
                .actor("Ann")
                .importance(0.75)
                .createdAt(Instant.parse("2025-05-06T07:08:09.123456Z").plusSeconds(number))
                .expiresAt(Instant.parse("2030-01-01T00:00:00.000001Z"));
    }
}
