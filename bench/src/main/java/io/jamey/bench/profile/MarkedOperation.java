package io.jamey.bench.profile;

import io.jamey.bench.groups.Operation;
import java.util.OptionalDouble;
import jdk.jfr.Category;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// An operation whose calls can be found again in a recording: they stand below [#MARKER], and an event lasts as
/// long as the calls between preparing and restoring.
final class MarkedOperation implements Operation {
    static final Frame MARKER = Frame.method(MarkedOperation.class.getName(), "markedCall", false);

    private final Operation operation;
    private Calls calls = new Calls();
    private boolean marking;
    private long made;

    MarkedOperation(Operation operation) {
        this.operation = operation;
    }

    /// Lasts while calls run. On the recording's own clock, so that samples can be compared with it.
    @Name(Calls.NAME)
    @Label("Calls of a measured operation")
    @Category("Jamey")
    @StackTrace(false)
    static final class Calls extends jdk.jfr.Event {
        static final String NAME = "io.jamey.Calls";
    }

    /// Whether calls from now on are to be found.
    void mark(boolean on) {
        marking = on;
    }

    /// How many calls were marked.
    long made() {
        return made;
    }

    @Override
    public void prepare(long from, int count) {
        operation.prepare(from, count);
        if (marking) {
            calls = new Calls();
            calls.begin();
        }
    }

    @Override
    public @Nullable Object call(long number) {
        return marking ? markedCall(number) : operation.call(number);
    }

    private @Nullable Object markedCall(long number) {
        made++;
        return operation.call(number);
    }

    @Override
    public void restore() {
        if (marking) {
            calls.commit();
        }
        operation.restore();
    }

    @Override
    public int callsAtOnce() {
        return operation.callsAtOnce();
    }

    @Override
    public OptionalDouble recall() {
        return operation.recall();
    }

    @Override
    public void close() {
        operation.close();
    }
}
