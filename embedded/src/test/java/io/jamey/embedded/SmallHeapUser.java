package io.jamey.embedded;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What [SmallHeapTest] runs in a process of its own: fills namespaces, then finds in each what it stored
/// there.
final class SmallHeapUser {
    private static final int THREADS = 8;

    private SmallHeapUser() {}

    /// Ends with status 0 after saying so if all is well.
    ///
    /// @param args the store's file, and how many namespaces, memories in each, and dimensions
    public static void main(String[] args) throws Exception {
        // Not to be left running when the tests are killed.
        ProcessHandle.current().parent().ifPresent(tests -> {
            var _ = tests.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
        });
        int namespaces = Integer.parseInt(args[1]);
        int memories = Integer.parseInt(args[2]);
        int dimension = Integer.parseInt(args[3]);
        try (var store = EmbeddedMemoryStore.open(Path.of(args[0]))) {
            inParallel(namespaces, n -> {
                // Memory by memory from a seed: a batch would hold too much.
                var drafts = drafts(n, memories, dimension).iterator();
                while (drafts.hasNext()) {
                    store.storeAll(
                            namespace(n),
                            Stream.generate(drafts::next)
                                    .limit(Math.min(50, memories))
                                    .toList());
                }
                return n;
            });
            inParallel(namespaces, n -> {
                NewMemory first = drafts(n, memories, dimension).findFirst().orElseThrow();
                Memory found = store.search(
                                namespace(n),
                                SearchRequest.of(first.embedding().orElseThrow())
                                        .limit(1)
                                        .build())
                        .matches()
                        .getFirst()
                        .memory();
                require(found.content().equals(first.content()), "namespace " + n + " finds its memory");
                require(store.count(namespace(n), Filter.everything()) == memories, "namespace " + n + " has all");
                return n;
            });
            require(store.namespaces().size() == namespaces, "all namespaces are listed");
            require(
                    store.iterate(namespace(0), Filter.everything()).count() == memories,
                    "a namespace is iterated to its end");
            require(store.verify().isSound(), "the index is sound");
        }
        System.out.println("all is there");
    }

    private static Namespace namespace(int number) {
        return Namespace.of("tenant " + number);
    }

    private static Stream<NewMemory> drafts(int number, int count, int dimension) {
        var random = new Random(number);
        return IntStream.range(0, count).mapToObj(i -> {
            float[] components = new float[dimension];
            for (int c = 0; c < dimension; c++) {
                components[c] = (float) random.nextGaussian();
            }
            return NewMemory.of("note " + i + " of tenant " + number)
                    .embedding(Embedding.of(components))
                    .build();
        });
    }

    private static void inParallel(int count, IntFunction<Integer> task)
            throws InterruptedException, ExecutionException {
        try (var executor = Executors.newFixedThreadPool(THREADS)) {
            var futures = executor.invokeAll(IntStream.range(0, count)
                    .mapToObj(n -> (Callable<Integer>) () -> task.apply(n))
                    .toList());
            for (Future<Integer> future : futures) {
                future.get();
            }
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not so: " + what);
        }
    }
}
