package io.jamey.bench.groups;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// One operation on a stage, to be called again and again: inputs are made ready before calls and what calls
/// left is tidied up after them, neither of which is timed. The same number is the same input, in every
/// process. One thread.
@FunctionalInterface
public interface Operation extends AutoCloseable {
    /// Makes ready what calls `from` to `from + count`, the latter not included, will need.
    default void prepare(long from, int count) {
        // most need nothing
    }

    /// The call to be timed. What it returns keeps the compiler from leaving the work out.
    @Nullable Object call(long number);

    /// Puts everything back as it was before [#prepare(long, int)].
    default void restore() {
        // most leave nothing
    }

    /// How many calls can be made ready at once, at most.
    default int callsAtOnce() {
        return Integer.MAX_VALUE;
    }

    /// The share of right answers among those found, for operations that estimate. Takes seconds.
    default OptionalDouble recall() {
        return OptionalDouble.empty();
    }

    @Override
    default void close() {
        // most hold nothing
    }
}
