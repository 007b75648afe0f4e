package io.jamey.layers;

import io.jamey.Memory;
import io.jamey.performance.Operation;
import io.jamey.performance.OperationListener;
import io.jamey.performance.Outcome;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Counts and times what a stream of memories takes to come, without what is done with them. Reports once: at the
/// stream's end, when it is closed before, or when it fails. One thread.
final class TimedReading implements Spliterator<Memory> {
    private final Spliterator<Memory> memories;
    private final OperationListener listener;
    private long nanos;
    private long count;
    private boolean reported;
    private @Nullable Memory next;

    private TimedReading(Spliterator<Memory> memories, long nanos, OperationListener listener) {
        this.memories = memories;
        this.nanos = nanos;
        this.listener = listener;
    }

    /// The same stream, timed.
    ///
    /// @param nanos that opening it took
    static Stream<Memory> of(Stream<Memory> memories, long nanos, OperationListener listener) {
        var reading = new TimedReading(memories.spliterator(), nanos, listener);
        return StreamSupport.stream(reading, false).onClose(memories::close).onClose(reading::end);
    }

    @Override
    public boolean tryAdvance(Consumer<? super Memory> action) {
        Memory memory = read();
        if (memory == null) {
            end();
            return false;
        }
        action.accept(memory);
        return true;
    }

    private @Nullable Memory read() {
        next = null;
        long begin = System.nanoTime();
        try {
            if (memories.tryAdvance(memory -> next = memory)) {
                count++;
            }
        } catch (RuntimeException | Error e) {
            nanos += System.nanoTime() - begin;
            report(Outcome.of(e));
            throw e;
        }
        nanos += System.nanoTime() - begin;
        return next;
    }

    private void end() {
        report(Outcome.OK);
    }

    private void report(Outcome outcome) {
        if (!reported) {
            reported = true;
            listener.finished(Operation.ITERATE, outcome, nanos, outcome == Outcome.OK ? count : 0, null);
        }
    }

    @Override
    public @Nullable Spliterator<Memory> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return memories.estimateSize();
    }

    @Override
    public int characteristics() {
        return memories.characteristics() & ~(SIZED | SUBSIZED);
    }
}
