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
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoalRunTest {
    private static final long ALL = 1_000_000;
    private static final Scale SMALL = new Scale(
            16, 7, 1_000, new Effort(2, Duration.ofMillis(1), 2, Duration.ofMillis(1)), Duration.ofMillis(200));

    private static final List<String> IN_OTHER_JVMS = List.of(
            "search_1m_one_core",
            "search_1m_two_cores",
            "open_cold",
            "held",
            "small_heap",
            "iterate_1m",
            "namespaces_10k");

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

    private static List<String> names(Predicate<Goal> which) {
        return Goals.all().stream()
                .filter(which)
                .map(goal -> "^" + goal.name() + "$")
                .toList();
    }

    @Test
    void everyGoalOfThisJvmIsMeasuredInTheOrderOfTheTable() {
        List<String> names = names(goal -> !IN_OTHER_JVMS.contains(goal.name()));

        List<Outcome> outcomes = run(new FileStores(), ALL, names.toArray(String[]::new));

        assertMeasured(outcomes);
        assertThat(outcomes.stream()
                        .map(outcome -> "^" + outcome.goal().name() + "$")
                        .distinct())
                .isEqualTo(names);
        assertThat(folder.resolve("work").resolve("site")).doesNotExist();
    }

    @Test
    void everyGoalOfAnotherJvmIsMeasured() {
        // Each starts a JVM or more, so that all of them take half a minute.
        String goals = Boolean.getBoolean("jamey.goals") ? String.join("|", IN_OTHER_JVMS) : "iterate_1m";

        assertMeasured(run(new FileStores(), ALL, goals));
    }

    private static void assertMeasured(List<Outcome> outcomes) {
        assertThat(outcomes).isNotEmpty().allSatisfy(outcome -> {
            assertThat(outcome).isInstanceOf(Outcome.Measured.class);
            if (outcome instanceof Outcome.Measured measured) {
                assertThat(measured.reading().value())
                        .as(outcome.goal().name() + ": " + outcome.limit().what())
                        .isPositive();
            }
        });
        // What does not depend on the time it takes.
        assertThat(outcomes.stream()
                        .filter(outcome -> List.of(Unit.TRUTH, Unit.RECALL)
                                .contains(outcome.limit().unit())))
                .noneMatch(Outcome::missed);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void everyTaskOfAnotherJvmAnswers(Task task) {
        var data =
                DataSet.of(Data.shared(2_000_000, 1_000).shape(SMALL), new FileStores(), folder, "code", Steps.UNHEARD);
        Path copy = folder.resolve("copy");
        data.copyTo(copy, new FileStores());
        var errand = new Errand(FileStores.class.getName(), task, data.shape(), data.folder(), copy, SMALL.effort());

        assertThat(Errand.of(errand.arguments())).isEqualTo(errand);
        assertThat(task.run(errand, new FileStores()))
                .isNotEmpty()
                .allSatisfy((name, figure) -> assertThat(figure).as(name).isNotNegative());
    }

    @Test
    void aStoreThatFindsTooLittleMissesEverySearch() {
        assertThat(run(new FaultyStores.Forgetful(), ALL, "search_10k", "search_100k", "open_warm"))
                .allSatisfy(outcome -> {
                    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
                    assertThat(outcome.missed()).isTrue();
                })
                .extracting(outcome -> outcome instanceof Outcome.Failed failed ? failed.fault() : "")
                .allMatch(fault -> fault.contains("9"));
        assertThat(run(new FaultyStores.Forgetful(), ALL, "^visible", "filter"))
                .hasSize(3)
                .allMatch(Outcome::missed);
    }

    @Test
    void aNamespaceThatDoesNotFindItsMemoryIsCounted() {
        var shape = Data.shared(2_000_000, 1_000).shape(SMALL);
        var data = DataSet.of(shape, new FileStores(), folder, "code", Steps.UNHEARD);
        data.copyTo(folder.resolve("copy"), new FileStores());

        assertThat(Visits.measure(shape, new FaultyStores.Forgetful(), folder.resolve("copy")))
                .containsEntry("found", 0.0);
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
