package io.jamey.bench.pairs;

import io.jamey.bench.groups.Operation;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What both sides of a pair do to see whether they are treated alike: a walk through more memory than the
/// innermost cache holds, with some arithmetic at each step. Through as much as the next one holds would be
/// worse: which pages the operating system happened to give decides there. It is part of both programs, so
/// that it must never change.
final class SameArithmetic implements Operation {
    static final String ID = "environment/same_arithmetic";

    private static final int CELLS = 1 << 15;
    private static final int STEPS = 20_000;

    private final int[] next = new int[CELLS];

    SameArithmetic() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < CELLS; i++) {
            next[i] = i;
        }
        for (int i = CELLS - 1; i > 0; i--) { // Sattolo: one cycle through all
            int other = random.nextInt(i);
            int swapped = next[i];
            next[i] = next[other];
            next[other] = swapped;
        }
    }

    @Override
    public @Nullable Object call(long number) {
        int at = (int) (number * 7_919 % CELLS);
        long sum = number;
        for (int i = 0; i < STEPS; i++) {
            at = next[at];
            sum = sum * 6_364_136_223_846_793_005L + at;
        }
        return sum;
    }
}
