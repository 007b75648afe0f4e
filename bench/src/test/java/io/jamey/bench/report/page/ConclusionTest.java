package io.jamey.bench.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Recall;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.report.page.PageSamples.Behaviour;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The sentence of a FAIL names its causes, and no others.
class ConclusionTest {
    private static final String SLOWER = "slower, perhaps by the limit of";
    private static final String WORK = "more work than before";
    private static final String WRONG = "too many wrong answers";

    private static String sentence(Comparison comparison) {
        assertThat(comparison.verdict()).isEqualTo(Verdict.FAIL);
        return Conclusion.of(PageSamples.report(List.of(comparison), List.of()), false)
                .sentence();
    }

    private static Comparison measured(double ratio, double moreBytes) {
        return PageSamples.comparison(
                "memory_operations/retrieve", new Behaviour(501_000, ratio, 0.01, 48_000, moreBytes, 0), 4);
    }

    @Test
    void slower() {
        assertThat(sentence(measured(1.2, 0))).contains("1 of 1", SLOWER).doesNotContain(WORK, WRONG);
    }

    @Test
    void moreWork() {
        assertThat(sentence(measured(1, 0.12))).contains(WORK).doesNotContain(SLOWER, WRONG);
    }

    @Test
    void wrongAnswers() {
        Comparison sound = measured(1, 0);
        Comparison wrong = Comparison.of(
                sound.subject(), sound.first(), Optional.empty(), Optional.of(new Recall(0.99, 0.9)), Policy.USUAL);

        assertThat(sentence(wrong)).contains(WRONG).doesNotContain(SLOWER, WORK);
    }

    @Test
    void several() {
        assertThat(sentence(measured(1.2, 0.12))).contains(SLOWER, WORK).doesNotContain(WRONG);
    }
}
