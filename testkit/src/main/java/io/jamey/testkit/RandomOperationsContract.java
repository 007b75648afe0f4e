package io.jamey.testkit;

import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// What everything together promises: after any sequence of calls, the answers of the reference store.
interface RandomOperationsContract extends StoreFixture {
    /// System property: the seed to repeat.
    String SEED = "jamey.random.seed";
    /// System property: steps of each sequence.
    String STEPS = "jamey.random.steps";

    int DEFAULT_STEPS = 300;
    int SEQUENCES = 3;

    @Test
    default void randomOperationsGiveTheAnswersOfTheReferenceStore(TestReporter reporter) {
        Long chosen = Long.getLong(SEED);
        int steps = Integer.getInteger(STEPS, DEFAULT_STEPS);
        var seeds = chosen == null ? RandomGenerator.getDefault().longs(SEQUENCES) : LongStream.of(chosen);
        seeds.forEach(seed -> {
            reporter.publishEntry(SEED, Long.toString(seed));
            new RandomOperations(another(), clock(), seed).run(steps);
        });
    }
}
