package io.jamey.bench.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
    private static final long SECOND = 1_000_000_000;

    private long now = 5;

    private TimeBudget budget(int groups) {
        return new TimeBudget(Duration.ofSeconds(90), groups, () -> now);
    }

    @Test
    void groupsShareTheTimeAndAThirdIsKeptForWhatFails() {
        TimeBudget budget = budget(3);

        assertThat(budget.first()).isEqualTo(20 * SECOND);
        now += 20 * SECOND;
        assertThat(budget.again()).isEqualTo(10 * SECOND);
        now += 10 * SECOND;
        assertThat(budget.first()).isEqualTo(20 * SECOND);
    }

    @Test
    void whatOneDoesNotNeedIsLeftToTheOthers() {
        TimeBudget budget = budget(2);

        budget.first();
        now += 9 * SECOND;

        assertThat(budget.first()).isEqualTo(54 * SECOND);
    }

    @Test
    void allGroupsTogetherTakeNoLongerThanTheRunMay() {
        TimeBudget budget = budget(5);
        long begin = now;

        for (int group = 0; group < 5; group++) {
            now += budget.first();
            now += budget.again();
        }

        assertThat(now - begin).isEqualTo(90 * SECOND);
        assertThat(budget.again()).isZero();
    }
}
