package io.jamey.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Which requests are due when, fixed before the first is sent. The same from the same seed. Immutable.
final class Schedule {
    private static final int REQUESTS_MAX = 20_000_000;

    private final long[] due;
    private final Action[] actions;

    private Schedule(long[] due, Action[] actions) {
        this.due = due;
        this.actions = actions;
    }

    static Schedule of(Load.Open load, Duration length, Mix mix, long seed) {
        double expected = load.perSecond() * length.toNanos() / 1e9;
        if (expected > REQUESTS_MAX) {
            throw new IllegalArgumentException("more than " + REQUESTS_MAX
                    + " requests are too many for one run: choose a lower rate or duration");
        }
        var random = new SplittableRandom(seed);
        double nanosBetween = 1e9 / load.perSecond();
        long[] due = new long[(int) expected + 16];
        Action[] actions = new Action[due.length];
        double at = 0;
        int count = 0;
        while (true) {
            at += switch (load.arrivals()) {
                case POISSON -> -Math.log(1 - random.nextDouble()) * nanosBetween;
                case UNIFORM -> nanosBetween;
            };
            if (at >= length.toNanos()) {
                return new Schedule(Arrays.copyOf(due, count), Arrays.copyOf(actions, count));
            }
            if (count == due.length) {
                due = Arrays.copyOf(due, count + count / 2);
                actions = Arrays.copyOf(actions, due.length);
            }
            due[count] = (long) at;
            actions[count] = mix.pick(random);
            count++;
        }
    }

    int size() {
        return due.length;
    }

    /// Nanoseconds from the beginning of the run; never less than of the request before.
    long due(int request) {
        return due[request];
    }

    Action action(int request) {
        return actions[request];
    }
}
