package io.jamey.metrics;

import io.jamey.performance.DurationSnapshot;
import io.jamey.performance.Operation;
import io.jamey.performance.OperationMetrics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The operations under the names of the performance guide, each alone and in batches: `memory.store.total`,
/// `memory.store.duration_ms` and their siblings. All calls count, failed ones too.
enum GuideName {
    STORE(Operation.STORE, Operation.STORE_BATCH),
    RETRIEVE(Operation.RETRIEVE, Operation.RETRIEVE_BATCH),
    SEARCH(Operation.SEARCH),
    UPDATE(Operation.UPDATE),
    DELETE(Operation.DELETE, Operation.DELETE_BATCH),
    LIST(Operation.LIST);

    private final Operation alone;
    private final Operation batch;

    GuideName(Operation alone) {
        this(alone, alone);
    }

    GuideName(Operation alone, Operation batch) {
        this.alone = alone;
        this.batch = batch;
    }

    List<Operation> operations() {
        return alone == batch ? List.of(alone) : List.of(alone, batch);
    }

    String total() {
        return prefix() + ".total";
    }

    /// As Prometheus writes it.
    String duration() {
        return prefix().replace('.', '_') + "_duration_ms";
    }

    private String prefix() {
        return "memory." + name().toLowerCase(Locale.ROOT);
    }

    DurationSnapshot times(OperationMetrics metrics) {
        return DurationSnapshot.together(operations().stream()
                .flatMap(operation -> Stream.of(metrics.succeeded(operation), metrics.failed(operation)))
                .toList());
    }
}
