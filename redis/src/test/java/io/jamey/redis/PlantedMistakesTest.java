package io.jamey.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

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

/// Runs the coherence suites with mistakes planted in what Redis does: each must fail a test.
class PlantedMistakesTest {
    /// What a script could get wrong, and who finds out.
    enum Mistake {
        WRITES_ARE_NOT_ANNOUNCED(
                Script.ANNOUNCE, "local time = ", "do return 1 end local time = ", RedisCoherenceTest.class),
        ANNOUNCEMENTS_FORGET_WHO_WRITES(Script.ANNOUNCE, "redis.call('SET'", "ignored('SET'", TwoTiersTest.class),
        WRITES_DO_NOT_END(Script.END, "redis.call('DEL'", "ignored('DEL'", RedisCoherenceTest.class),
        WHAT_WAS_LOADED_IS_KEPT_WITHOUT_A_CLAIM(
                Script.KEEP, "if there and ", "if true or there and ", RedisCoherenceTest.class);

        private final Script script;
        private final String right;
        private final String wrong;
        private final Class<?> suite;

        Mistake(Script script, String right, String wrong, Class<?> suite) {
            this.script = script;
            this.right = right;
            this.wrong = wrong;
            this.suite = suite;
        }

        byte[] text(Script of) {
            if (of != script) {
                return of.text();
            }
            String text = new String(of.text(), US_ASCII);
            assertThat(text).contains(right);
            return ("local function ignored() end " + text.replace(right, wrong)).getBytes(US_ASCII);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSuiteCatches(Mistake mistake, TestReporter reporter) {
        RedisServer.url(); // or it is not tested at all
        Stores.scripts = mistake::text;
        var failed = new ArrayList<String>();
        LauncherFactory.create()
                .execute(LauncherExecutionRequestBuilder.request(LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(mistake.suite))
                                .build())
                        .listeners(listener(failed))
                        .build());
        Stores.scripts = Script::text;
        assertThat(failed).as("tests that caught %s", mistake).isNotEmpty();
        reporter.publishEntry(mistake.name(), "caught by " + failed);
    }

    private static TestExecutionListener listener(List<String> failed) {
        return new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest() && result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                    failed.add(test.getDisplayName());
                }
            }
        };
    }
}
