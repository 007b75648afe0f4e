package io.jamey.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    @Test
    void areThoseOfTheMissionUnlessToldOtherwise() {
        Budgets budgets = Budgets.defaults();

        assertThat(budgets.of(Operation.SEARCH)).contains(Duration.ofMillis(50));
        assertThat(budgets.of(Operation.STORE)).contains(Duration.ofMillis(30));
        assertThat(budgets.of(Operation.STORE_BATCH)).isEmpty();
        assertThat(budgets.with(Operation.SEARCH, Duration.ofMillis(5)).of(Operation.SEARCH))
                .contains(Duration.ofMillis(5));
    }

    @Test
    void aBaselineTightensAndNeverWidens() {
        Budgets budgets = Budgets.defaults()
                .tightenedBy(Map.of(
                        Operation.RETRIEVE, Duration.ofNanos(15_000),
                        Operation.STORE, Duration.ofMillis(20),
                        Operation.COUNT, Duration.ofNanos(2_000)));

        assertThat(budgets.of(Operation.RETRIEVE)).contains(Duration.ofNanos(150_000));
        assertThat(budgets.of(Operation.STORE)).contains(Duration.ofMillis(30));
        assertThat(budgets.of(Operation.COUNT)).contains(Duration.ofNanos(20_000));
        assertThat(budgets.of(Operation.DELETE)).contains(Duration.ofMillis(10));
        assertThat(budgets.baselineOf(Operation.RETRIEVE)).contains(Duration.ofNanos(15_000));
        assertThat(budgets.baselineOf(Operation.DELETE)).isEmpty();
    }

    @Test
    void areLongerThanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budgets.defaults().with(Operation.LIST, Duration.ZERO))
                .withMessageContaining("list");
    }
}
