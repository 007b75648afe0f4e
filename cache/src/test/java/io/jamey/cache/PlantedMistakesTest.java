package io.jamey.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.jamey.MemoryStore;
import io.jamey.testkit.CoherenceContract;
import io.jamey.testkit.MovableClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs the coherence suite over caches with planted mistakes: each must fail a test, and the one without a
/// mistake none.
class PlantedMistakesTest {
    private static SimpleCache.Mistake planted = SimpleCache.Mistake.NONE;

    /// The suite over the cache in question. Not found by the build: it runs only from here.
    static final class Suite implements CoherenceContract {
        @Override
        public MemoryStore cached(MemoryStore store, MovableClock clock) {
            return new SimpleCache(store, clock, planted);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSuiteCatches(SimpleCache.Mistake mistake, TestReporter reporter) {
        planted = mistake;
        var failed = new ArrayList<String>();
        LauncherFactory.create()
                .execute(LauncherExecutionRequestBuilder.request(LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(Suite.class))
                                .build())
                        .listeners(listener(failed))
                        .build());

        if (mistake == SimpleCache.Mistake.NONE) {
            assertThat(failed).isEmpty();
        } else {
            assertThat(failed).as("tests that caught %s", mistake).isNotEmpty();
            reporter.publishEntry(mistake.name(), "caught by " + failed);
        }
    }

    private static TestExecutionListener listener(List<String> failed) {
        return new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                    failed.add(test.getDisplayName());
                }
            }
        };
    }
}
