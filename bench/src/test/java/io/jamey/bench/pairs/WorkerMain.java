package io.jamey.bench.pairs;

import io.jamey.bench.dataset.FileStores;
import java.util.List;

/// A worker that knows the stores of the tests.
public final class WorkerMain {
    private WorkerMain() {}

    public static void main(String... args) {
        Worker.serve(System.in, System.out, List.of(new FileStores()));
    }
}
