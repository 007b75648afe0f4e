package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.jamey.MemoryStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherExecutionRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs the contract suite over stores with planted bugs: each must fail a test, or a promise has no test.
class PlantedBugsTest {
    /// Random operations would find many of them too, but not say what is wrong, and not every time.
    private static final PostDiscoveryFilter NAMED_PROMISES =
            test -> FilterResult.includedIf(!test.getDisplayName().startsWith("randomOperations"));

    private static Function<InstantSource, MemoryStore> store = ReferenceMemoryStore::new;
    private static Set<Deviation> declared = Set.of();

    /// The suite over the store in question. Not found by the build: it runs only from here.
    static final class Suite extends MemoryStoreContract {
        @Override
        protected MemoryStore open(InstantSource clock) {
            return store.apply(clock);
        }

        @Override
        protected Set<Deviation> deviations() {
            return declared;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theContractCatches(PlantedBug bug, TestReporter reporter) {
        Outcome outcome = suiteOver(bug::open);

        assertThat(outcome.failed).as("tests that caught %s", bug).isNotEmpty();
        reporter.publishEntry(bug.name(), "caught by " + outcome.failed.getFirst());
    }

    @Test
    void aStoreWithoutABugFailsNothing() {
        Outcome outcome = suiteOver(ReferenceMemoryStore::new);

        assertThat(outcome.failed).isEmpty();
        assertThat(outcome.passed).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource
    void aDeviationThatIsNotTrueIsCaught(Deviation deviation) {
        Outcome outcome = suiteOver(ReferenceMemoryStore::new, Set.of(deviation));

        assertThat(outcome.failed).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "SEARCH_FORGETS_THE_NAMESPACE",
                "DELETE_MATCHING_FORGETS_THE_NAMESPACE",
                "SEARCH_IS_STALE_AFTER_UPDATE",
                "FILTER_RUNS_AFTER_THE_SEARCH",
                "VERSION_IS_NOT_CHECKED",
                "CURSOR_REPEATS",
                "STORING_AGAIN_DUPLICATES"
            })
    void randomOperationsCatchThemTooAndTellTheSeed(PlantedBug bug) {
        var clock = new MovableClock();
        var operations = new RandomOperations(bug.open(clock), clock, 42, false);

        assertThatThrownBy(() -> operations.run(2_000))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 42")
                .hasMessageContaining("last steps");
    }

    private static Outcome suiteOver(Function<InstantSource, MemoryStore> stores) {
        return suiteOver(stores, Set.of());
    }

    private static Outcome suiteOver(Function<InstantSource, MemoryStore> stores, Set<Deviation> deviations) {
        store = stores;
        declared = deviations;
        var outcome = new Outcome();
        LauncherExecutionRequest request = LauncherExecutionRequestBuilder.request(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(Suite.class))
                                .filters(NAMED_PROMISES)
                                .build())
                .listeners(outcome)
                .cancellationToken(outcome.enough)
                .build();
        LauncherFactory.create().execute(request);
        return outcome;
    }

    /// Collects what failed, and stops the suite at the first failure.
    private static final class Outcome implements TestExecutionListener {
        private final List<String> passed = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();
        private final CancellationToken enough = CancellationToken.create();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                passed.add(test.getDisplayName());
            } else {
                failed.add(test.getDisplayName());
                enough.cancel();
            }
        }
    }
}
