package io.jamey.bench.goals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.FileStores;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.bench.measuring.Effort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalRunTest {
    private static final long ALL = 1_000_000;
    private static final Scale SMALL = new Scale(
            16, 7, 1_000, new Effort(2, Duration.ofMillis(1), 2, Duration.ofMillis(1)), Duration.ofMillis(200));

    @TempDir
    private Path folder;

    /// Data sets are built by sound stores: the fault is to be found where it is measured.
    private List<Outcome> run(StoreSource source, long rowsMax, String... goals) {
        var run = new GoalRun(
                source,
                shape -> DataSet.of(shape, new FileStores(), folder.resolve("cache"), "code", Steps.UNHEARD),
                folder.resolve("work"),
                SMALL,
                rowsMax,
                Steps.UNHEARD);
        return run.of(Goals.picked(List.of(goals)));
    }

    @Test
    void everyGoalIsMeasuredInTheOrderOfTheTable() {
        List<Outcome> outcomes = run(new FileStores(), ALL);

        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome).isInstanceOf(Outcome.Measured.class);
            if (outcome instanceof Outcome.Measured measured) {
                assertThat(measured.reading().value())
                        .as(outcome.goal().name() + ": " + outcome.limit().what())
                        .isPositive();
            }
        });
        assertThat(outcomes.stream().map(Outcome::goal).distinct()).isEqualTo(Goals.all());
        // What does not depend on the time it takes.
        assertThat(outcomes.stream()
                        .filter(outcome -> List.of(Unit.TRUTH, Unit.RECALL)
                                .contains(outcome.limit().unit())))
                .noneMatch(Outcome::missed);
        assertThat(folder.resolve("work").resolve("site")).doesNotExist();
    }

    @Test
    void aStoreThatFindsTooLittleMissesEverySearch() {
        assertThat(run(new FaultyStores.Forgetful(), ALL, "search_10k", "one_core", "open_warm"))
                .allSatisfy(outcome -> {
                    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
                    assertThat(outcome.missed()).isTrue();
                })
                .extracting(outcome -> outcome instanceof Outcome.Failed failed ? failed.fault() : "")
                .allMatch(fault -> fault.contains("9"));
        assertThat(run(new FaultyStores.Forgetful(), ALL, "^visible", "namespaces_10k"))
                .hasSize(2)
                .allMatch(Outcome::missed);
    }

    @Test
    void aSlowStoreMissesWhatIsToBeFast() {
        assertThat(run(new FaultyStores.Slow(), ALL, "store", "stall").stream()
                        .filter(outcome -> outcome.limit().bound() != Limit.Bound.NONE))
                .hasSize(3)
                .allMatch(Outcome::missed);
    }

    @Test
    void bytesOfDeletedMemoriesAreFound() {
        assertThat(run(new FaultyStores.Slow(), ALL, "purge").getFirst())
                .matches(Outcome::missed)
                .isInstanceOf(Outcome.Measured.class);
    }

    @Test
    void whatNeedsMoreMemoriesThanAllowedIsLeftOut() {
        List<Outcome> outcomes = run(new FileStores(), 10_000, "visible", "search_1m");

        assertThat(outcomes.stream().filter(Outcome.LeftOut.class::isInstance))
                .hasSize(4)
                .noneMatch(Outcome::missed);
        assertThat(outcomes.getLast()).isInstanceOf(Outcome.Measured.class);
    }

    @Test
    void limitsHoldOnTheirSide() {
        assertThat(Limit.millis("time", 1).keeps(1e6)).isTrue();
        assertThat(Limit.millis("time", 1).keeps(1e6 + 1)).isFalse();
        assertThat(Limit.recall(0.99).keeps(0.99)).isTrue();
        assertThat(Limit.recall(0.99).keeps(0.989)).isFalse();
        assertThat(Limit.millis("time", 1.5).text()).isEqualTo("<= 1.50 ms");
        assertThatIllegalArgumentException().isThrownBy(() -> Limit.recall(0));
    }

    @Test
    void saysWhatThereIsWhenAPatternPicksNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Goals.picked(List.of("xyz")))
                .withMessageContaining("search_100k");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Goals.picked(List.of("(")))
                .withMessageContaining("regular expression");
    }
}
