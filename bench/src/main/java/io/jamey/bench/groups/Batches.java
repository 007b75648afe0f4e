package io.jamey.bench.groups;

import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Group `batch`: figures are for one memory.
final class Batches {
    private static final int BATCH = 100;
    private static final int BATCHES_AT_ONCE = 8;

    private Batches() {}

    static List<Benchmark> benchmarks() {
        Group group = Group.BATCH;
        return List.of(
                Benchmark.of(group, "retrieve_batch", "read 100 by id in one call, each", Batches::retrieveBatch)
                        .perCall(BATCH),
                Benchmark.of(group, "retrieve_loop", "read 100 by id one by one, each", Batches::retrieveLoop)
                        .perCall(BATCH),
                Benchmark.of(group, "store_batch", "store 100 in one call, each", StoreBatch::new)
                        .perCall(BATCH)
                        .waiting(),
                Benchmark.of(group, "delete_batch", "delete 100 in one call, each", DeleteBatch::new)
                        .perCall(BATCH)
                        .waiting());
    }

    /// A hundred rows of one namespace, as ids.
    private static List<UUID> ids(Stage stage, long number) {
        long rows = Math.min(stage.shape().rowsOfNamespace(), stage.shape().rows());
        return LongStream.range(0, BATCH)
                .mapToObj(i -> stage.id(stage.storedRow(number * BATCH + i) % rows))
                .toList();
    }

    private static Operation retrieveBatch(Stage stage) {
        Namespace namespace = stage.shape().namespace(0);
        return number -> stage.store().retrieveBatch(namespace, ids(stage, number));
    }

    private static Operation retrieveLoop(Stage stage) {
        Namespace namespace = stage.shape().namespace(0);
        return number -> {
            var found = new HashMap<UUID, Object>();
            ids(stage, number)
                    .forEach(id ->
                            stage.store().retrieve(namespace, id).ifPresent(memory -> found.put(memory.id(), memory)));
            return found;
        };
    }

    private abstract static class Batch implements Operation {
        final Stage stage;
        final Namespace namespace;
        final Map<Long, List<NewMemory>> ready = new HashMap<>();

        Batch(Stage stage) {
            this.stage = stage;
            namespace = stage.shape().namespace(0);
        }

        @Override
        public int callsAtOnce() {
            return BATCHES_AT_ONCE;
        }

        @Override
        public void prepare(long from, int count) {
            for (long number = from; number < from + count; number++) {
                long first = number * BATCH;
                ready.put(
                        number,
                        LongStream.range(first, first + BATCH)
                                .mapToObj(stage::fresh)
                                .toList());
            }
        }

        void deleteAll() {
            var ids = new ArrayList<UUID>();
            ready.keySet()
                    .forEach(number -> LongStream.range(number * BATCH, (number + 1) * BATCH)
                            .forEach(each -> ids.add(stage.freshId(each))));
            stage.store().deleteBatch(namespace, ids);
            ready.clear();
        }
    }

    private static final class StoreBatch extends Batch {
        StoreBatch(Stage stage) {
            super(stage);
        }

        @Override
        public @Nullable Object call(long number) {
            return stage.store().storeAll(namespace, ready.getOrDefault(number, List.of()));
        }

        @Override
        public void restore() {
            deleteAll();
        }
    }

    private static final class DeleteBatch extends Batch {
        private final Map<Long, List<UUID>> ids = new HashMap<>();

        DeleteBatch(Stage stage) {
            super(stage);
        }

        @Override
        public void prepare(long from, int count) {
            super.prepare(from, count);
            ready.forEach((number, memories) -> {
                stage.store().storeAll(namespace, memories);
                ids.put(
                        number,
                        LongStream.range(number * BATCH, (number + 1) * BATCH)
                                .mapToObj(stage::freshId)
                                .toList());
            });
        }

        @Override
        public @Nullable Object call(long number) {
            return stage.store().deleteBatch(namespace, ids.getOrDefault(number, List.of()));
        }

        @Override
        public void restore() {
            deleteAll();
            ids.clear();
        }
    }
}
