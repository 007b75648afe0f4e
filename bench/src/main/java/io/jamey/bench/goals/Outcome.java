package io.jamey.bench.goals;

/// What became of one limit of a goal.
public sealed interface Outcome {
    Goal goal();

    Limit limit();

    /// Whether the limit was not kept; one that was left out is not missed.
    boolean missed();

    /// It was measured.
    record Measured(Goal goal, Limit limit, Reading reading) implements Outcome {
        /// Of the figure to its limit.
        public double ratio() {
            return reading.value() / limit.value();
        }

        @Override
        public boolean missed() {
            return !limit.keeps(reading.value());
        }
    }

    /// It could not be measured, because the store did not do what it must.
    record Failed(Goal goal, Limit limit, String fault) implements Outcome {
        @Override
        public boolean missed() {
            return true;
        }
    }

    /// It needs more memories than were allowed.
    record LeftOut(Goal goal, Limit limit, long rowsMax) implements Outcome {
        @Override
        public boolean missed() {
            return false;
        }
    }
}
