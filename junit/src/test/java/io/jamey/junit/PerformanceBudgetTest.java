package io.jamey.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.jamey.junit.PerformanceBudget.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs test classes with budgets as users' builds do. `-Djamey.budget.runs=100` repeats what must never flake.
class PerformanceBudgetTest {
    private static final int RUNS = Integer.getInteger("jamey.budget.runs", 1);

    /// What is tested: not found by the build itself, as nested classes are no tests of their own.
    static class Examples {
        static int bodies;

        private final int[] numbers = new Random(7).ints(4_000).toArray();

        /// Takes some 0.2 ms on the reference machine.
        private void sort() {
            bodies++;
            int[] sorted = numbers.clone();
            Arrays.sort(sorted);
            assertThat(sorted[0]).isLessThan(sorted[3_999]);
        }

        @Test
        @PerformanceBudget(millis = 0.6, warmUp = 500)
        void sorts() {
            sort();
        }

        @Test
        @PerformanceBudget(millis = 0.6, time = Time.CPU, warmUp = 500)
        void sortsOnTheProcessor() {
            sort();
        }

        @Test
        @PerformanceBudget(millis = 2, warmUp = 1)
        void sleeps() throws InterruptedException {
            Thread.sleep(20);
        }

        @Test
        @PerformanceBudget(millis = 2, warmUp = 1, time = Time.CPU)
        void sleepsOffTheProcessor() throws InterruptedException {
            Thread.sleep(1);
        }

        @Test
        @PerformanceBudget(millis = 2, p = 0.5, warmUp = 1)
        void timesAPart(Timed timed) throws InterruptedException {
            Thread.sleep(4);
            assertThat(timed.call(() -> numbers.length)).isEqualTo(4_000);
        }

        @Test
        @PerformanceBudget(millis = 2, warmUp = 1)
        void timesNothing(Timed timed) {
            assertThat(timed).isNotNull();
        }

        @Test
        @PerformanceBudget(millis = 100, p = 0.5, warmUp = 1, calibration = Calibration.DISK)
        void fails() {
            throw new IllegalStateException("the body's own fault");
        }

        @Test
        @PerformanceBudget(millis = 100, p = 0.5, warmUp = 1, calibration = Calibration.DISK)
        void waitsForTheDisk() {
            bodies++;
        }
    }

    /// What came of a test.
    private record Ran(TestExecutionResult result, List<String> reports) {
        String failure() {
            return result.getThrowable().map(Throwable::getMessage).orElse("it passed");
        }

        boolean passed() {
            return result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        }
    }

    private static Ran run(String method, String mode) {
        var results = new ArrayList<TestExecutionResult>();
        var reports = new ArrayList<String>();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(
                        Examples.class,
                        Stream.of(Examples.class.getDeclaredMethods())
                                .filter(each -> each.getName().equals(method))
                                .findFirst()
                                .orElseThrow()))
                .configurationParameter("jamey.budgets", mode)
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    results.add(result);
                }
            }

            @Override
            public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
                reports.addAll(entry.getKeyValuePairs().values());
            }
        });
        assertThat(results).hasSize(1);
        return new Ran(results.getFirst(), reports);
    }

    /// Keeps as many cores busy as there are, while something runs.
    private static void whileBusy(int cores, Runnable work) {
        var busy = new AtomicBoolean(true);
        List<Thread> spinners = Stream.generate(() -> Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            while (busy.get()) {
                                Thread.onSpinWait();
                            }
                        }))
                .limit(cores)
                .toList();
        try {
            work.run();
        } finally {
            busy.set(false);
            spinners.forEach(spinner -> {
                try {
                    spinner.join();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    @Test
    void aFastBodyPassesWheneverItIsRun() {
        for (int i = 0; i < RUNS; i++) {
            assertThat(run("sorts", "judge").failure()).as("run %d", i).isEqualTo("it passed");
            assertThat(run("sortsOnTheProcessor", "judge").failure())
                    .as("run %d", i)
                    .isEqualTo("it passed");
        }
    }

    @Test
    void aFastBodyPassesWhileOtherWorkKeepsTheMachineBusy() {
        for (int cores : new int[] {1, Runtime.getRuntime().availableProcessors()}) {
            whileBusy(cores, () -> {
                for (int i = 0; i < RUNS; i++) {
                    assertThat(run("sorts", "judge").failure())
                            .as("run %d, %d busy", i, cores)
                            .isEqualTo("it passed");
                }
            });
        }
    }

    @Test
    void anInjectedSleepFailsWithWordsThatHelp() {
        for (int i = 0; i < RUNS; i++) {
            assertThat(run("sleeps", "judge").failure())
                    .as("run %d", i)
                    .contains("sleeps is too slow: p95 of time is ", "budget 2.00 ms")
                    .contains("samples ", "distribution 2", "calibration  cpu takes", "what to do");
        }
    }

    @Test
    void aSleepTakesNoProcessorTime() {
        assertThat(run("sleepsOffTheProcessor", "judge").failure()).isEqualTo("it passed");
    }

    @Test
    void aTimedPartIsJudgedInPlaceOfTheBody() {
        assertThat(run("timesAPart", "judge").failure()).isEqualTo("it passed");
        assertThat(run("timesNothing", "judge").failure()).contains("must call its Timed once");
    }

    @Test
    void whatTheBodyThrowsIsTheTestsResult() {
        assertThat(run("fails", "judge").failure()).isEqualTo("the body's own fault");
    }

    @Test
    void thePercentileAndTheBudgetAreReportedWhenItPasses() {
        assertThat(run("waitsForTheDisk", "judge").reports())
                .singleElement()
                .asString()
                .startsWith("p50 of time is 0.")
                .contains("budget 100 ms");
    }

    @Test
    void runsOnceForDebuggers() {
        Examples.bodies = 0;

        assertThat(run("sorts", "once").passed()).isTrue();
        assertThat(Examples.bodies).isEqualTo(1);
        assertThat(run("sleeps", "once").passed()).isTrue();
        assertThat(run("timesAPart", "once").passed()).isTrue();
        assertThat(run("sorts", "twice").failure()).contains("judge or once");
    }
}
