package io.jamey.bench.groups;

import io.jamey.Embedding;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Group `sharing`: what immutable values save. Figures are for one value.
final class Sharing {
    private static final int VALUES = 1_000;
    private static final int KILOBYTE = 1_024;

    private Sharing() {}

    static List<Benchmark> benchmarks() {
        Group group = Group.SHARING;
        return List.of(
                Benchmark.of(
                                group,
                                "reference_1k",
                                "hand on a text of 1 KB by reference",
                                stage -> handed(texts(stage)::get))
                        .perCall(VALUES),
                Benchmark.of(group, "copy_1k", "hand on a copy of 1 KB", stage -> {
                            List<byte[]> texts = texts(stage);
                            return handed(i -> texts.get(i).clone());
                        })
                        .perCall(VALUES),
                Benchmark.of(
                                group,
                                "reference_embedding",
                                "hand on an embedding by reference",
                                stage -> handed(embeddings(stage)::get))
                        .perCall(VALUES),
                Benchmark.of(group, "copy_embedding", "hand on a copy of an embedding", stage -> {
                            List<Embedding> embeddings = embeddings(stage);
                            return handed(i -> embeddings.get(i).toArray());
                        })
                        .perCall(VALUES));
    }

    /// Hands on a thousand values, each stored where everybody could read it.
    private static Operation handed(IntFunction<Object> value) {
        Object[] hands = new Object[16];
        return _ -> {
            for (int i = 0; i < VALUES; i++) {
                hands[i % hands.length] = value.apply(i % 16);
            }
            return hands;
        };
    }

    private static List<byte[]> texts(Stage stage) {
        return IntStream.range(0, 16)
                .mapToObj(i -> {
                    byte[] text = new byte[KILOBYTE];
                    Arrays.fill(text, (byte) (i + stage.shape().seed()));
                    return text;
                })
                .toList();
    }

    private static List<Embedding> embeddings(Stage stage) {
        return IntStream.range(0, 16)
                .mapToObj(i -> Embedding.owning(stage.memories().vectors().vector(i)))
                .toList();
    }
}
