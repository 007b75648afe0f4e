package io.jamey.junit;

import org.jspecify.annotations.Nullable;

/// Times a part of the body of a test that has a [PerformanceBudget], in place of the whole: what comes before is
/// made ready anew for each run, and not counted. One call for each run of the body. One thread.
///
/// ```java
/// @Test
/// @PerformanceBudget(millis = 30, calibration = Calibration.DISK)
/// void stores(Timed timed) {
///     NewMemory memory = fresh();
///     timed.run(() -> store.store(ann, memory));
/// }
/// ```
public final class Timed {
    private final Stopwatch stopwatch;
    private long nanos;
    private int runs;

    Timed(Stopwatch stopwatch) {
        this.stopwatch = stopwatch;
    }

    /// What is timed.
    @FunctionalInterface
    public interface Action<E extends Exception> {
        void run() throws E;
    }

    /// What is timed, with a result.
    @FunctionalInterface
    public interface Call<T extends @Nullable Object, E extends Exception> {
        T call() throws E;
    }

    public <E extends Exception> void run(Action<E> action) throws E {
        long begin = stopwatch.read();
        action.run();
        add(stopwatch.read() - begin);
    }

    public <T extends @Nullable Object, E extends Exception> T call(Call<T, E> call) throws E {
        long begin = stopwatch.read();
        T result = call.call();
        add(stopwatch.read() - begin);
        return result;
    }

    private void add(long took) {
        nanos += took;
        runs++;
    }

    /// What the one call since the last time took.
    long take() {
        if (runs != 1) {
            throw new IllegalStateException("the body of the test must call its Timed once, but did so "
                    + (runs == 0 ? "not at all" : runs + " times") + ": one operation is judged");
        }
        long taken = nanos;
        nanos = 0;
        runs = 0;
        return taken;
    }
}
