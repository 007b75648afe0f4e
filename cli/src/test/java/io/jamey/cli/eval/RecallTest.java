package io.jamey.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecallTest {
    private static UUID id(int n) {
        return new UUID(0, n);
    }

    @Test
    void recallIsThePartOfTheEvidenceFoundAveragedOverQuestions() {
        var recall = new Recall();
        recall.add(1, List.of(id(9), id(1), id(8), id(2)), Set.of(id(1), id(2)), 1_000_000);
        recall.add(2, List.of(id(3)), Set.of(id(3)), 3_000_000);
        recall.add(2, List.of(id(9)), Set.of(id(4)), 2_000_000);

        assertThat(recall.questions()).isEqualTo(3);
        assertThat(recall.at(1)).isEqualTo(1.0 / 3);
        assertThat(recall.at(2)).isEqualTo((0.5 + 1) / 3);
        assertThat(recall.at(5)).isEqualTo(2.0 / 3);
        assertThat(recall.meanReciprocalRank()).isEqualTo((0.5 + 1) / 3);
        assertThat(recall.byCategory(5)).isEqualTo(Map.of(1, 1.0, 2, 0.5));
        assertThat(recall.millis(0.5)).isEqualTo(2);
        assertThat(recall.millis(0.95)).isEqualTo(3);
    }

    @Test
    void nothingAskedIsNothingFound() {
        var recall = new Recall();

        assertThat(recall.at(10)).isZero();
        assertThat(recall.millis(0.95)).isZero();
    }
}
