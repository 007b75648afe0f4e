package io.jamey.testkit;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestReporter;

/// What everything together promises: after any sequence of calls, the answers of the reference store.
interface RandomOperationsContract extends StoreFixture {
    /// System property: the seed to repeat.
    String SEED = "jamey.random.seed";
    /// System property: steps of each sequence.
    String STEPS = "jamey.random.steps";

    int DEFAULT_STEPS = 300;
    int SEQUENCES = 3;

    /// Each sequence on a clock of its own, so that a seed says it all.
    @RepeatedTest(SEQUENCES)
    default void randomOperationsGiveTheAnswersOfTheReferenceStore(TestReporter reporter) {
        long seed = Long.getLong(SEED, RandomGenerator.getDefault().nextLong());
        reporter.publishEntry(SEED, Long.toString(seed));

        new RandomOperations(another(), clock(), seed, deviates(Deviation.EMBEDS_TEXT))
                .run(Integer.getInteger(STEPS, DEFAULT_STEPS));
    }
}
