package io.jamey.bench.load;

import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.report.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Tests the load test: plants faults in a store, and in the load, and looks whether they are noticed.
public final class SelfTest {
    private static final Duration STALL = Duration.ofSeconds(2);
    /// Of the stall, what a corrected p99 must show. Of 1,600 requests 400 are due meanwhile.
    private static final long SEEN_NANOS = 1_000_000_000;
    /// What an uncorrected one stays below, though five requests took all of the stall.
    private static final long UNSEEN_NANOS = 500_000_000;

    private static final double RATE = 200;
    private static final double RATE_OF_NOBODY = 1_000_000;
    private static final int FEW_IN_FLIGHT = 20;
    private static final int CLIENTS = 5;
    private static final int ATTEMPTS = 3;

    private final Target target;
    private final long seed;
    private final Steps steps;
    private final StopSignal stop;

    /// What was planted, and whether the load test noticed.
    public record Finding(String planted, boolean noticed, String seen) {}

    /// @param target a small one is enough
    public SelfTest(Target target, long seed, Steps steps, StopSignal stop) {
        this.target = target;
        this.seed = seed;
        this.steps = steps;
        this.stop = stop;
    }

    public List<Finding> run() {
        var findings = new ArrayList<Finding>();
        var steady = new Load.Open(RATE, Load.Arrivals.POISSON);
        RunResult open = measured(steady, stall(600), seconds(8, 1));
        findings.add(new Finding(
                "a stall of 2 s, open loop at 200/s: in the p99",
                p99(open) >= SEEN_NANOS && !failed(open),
                told(open)));
        RunResult closed = measured(new Load.Closed(CLIENTS), stall(2_000), seconds(6, 0));
        findings.add(new Finding(
                "the same stall, closed loop of 5: only in the maximum",
                p99(closed) < UNSEEN_NANOS && closed.all().latency().max() >= SEEN_NANOS && !failed(closed),
                told(closed)));
        RunResult hopeless =
                measured(new Load.Open(RATE_OF_NOBODY, Load.Arrivals.UNIFORM), Optional.empty(), millis(300));
        findings.add(new Finding(
                "a rate that nobody can send, 1,000,000/s: INVALID",
                hopeless.verdict().status() == Verdict.Status.INVALID,
                told(hopeless)));
        RunResult full = measured(steady, stall(200), withFewInFlight(seconds(3, 0)));
        findings.add(new Finding(
                "more requests than may be in flight: INVALID",
                full.verdict().status() == Verdict.Status.INVALID
                        && full.generator().orElseThrow().held() > 0,
                told(full)));
        RunResult lossy = measured(steady, Optional.of(new FaultyStore.Fault.LostWrites(20)), seconds(2, 0));
        findings.add(new Finding(
                "one write in twenty acknowledged and lost: FAILED",
                lossy.verdict().status() == Verdict.Status.FAILED,
                told(lossy)));
        RunResult nothing = undisturbed(steady);
        findings.add(new Finding(
                "nothing, open loop at 200/s: VALID",
                nothing.verdict().status() == Verdict.Status.VALID,
                told(nothing)));
        return findings;
    }

    private RunResult measured(Load load, Optional<FaultyStore.Fault> fault, Settings settings) {
        return new LoadTest(planted(target, fault), settings, steps, stop)
                .run(List.of(load))
                .getFirst();
    }

    private static Optional<FaultyStore.Fault> stall(long call) {
        return Optional.of(new FaultyStore.Fault.Stall(call, STALL));
    }

    /// A run without any fault. Others may disturb the machine, so it has a few attempts to be valid.
    private RunResult undisturbed(Load load) {
        RunResult result = measured(load, Optional.empty(), seconds(3, 1));
        for (int i = 1; i < ATTEMPTS && result.verdict().status() == Verdict.Status.INVALID; i++) {
            result = measured(load, Optional.empty(), seconds(3, 1));
        }
        return result;
    }

    /// Other work on this machine can make a run invalid, and is no reason to doubt what was seen.
    private static boolean failed(RunResult result) {
        return result.verdict().status() == Verdict.Status.FAILED;
    }

    private static long p99(RunResult result) {
        OptionalLong p99 = result.all().latency().quantile(0.99);
        return p99.orElse(0);
    }

    private static String told(RunResult result) {
        OptionalLong p99 = result.all().latency().quantile(0.99);
        return result.verdict().status() + (p99.isPresent() ? ", p99 " + Quantity.nanos((double) p99.getAsLong()) : "")
                + ", max " + Quantity.nanos((double) result.all().latency().max());
    }

    private Settings seconds(int measured, int warmUp) {
        return new Settings(
                Mix.USUAL,
                Duration.ofSeconds(measured),
                Duration.ofSeconds(warmUp),
                Settings.TIMEOUT,
                Settings.IN_FLIGHT_MAX,
                seed);
    }

    private Settings millis(int measured) {
        return new Settings(
                Mix.parse("retrieve=1"),
                Duration.ofMillis(measured),
                Duration.ZERO,
                Settings.TIMEOUT,
                Settings.IN_FLIGHT_MAX,
                seed);
    }

    private static Settings withFewInFlight(Settings settings) {
        return new Settings(
                settings.mix(),
                settings.duration(),
                settings.warmUp(),
                settings.timeout(),
                FEW_IN_FLIGHT,
                settings.seed());
    }

    /// The target with a fault in each store.
    private static Target planted(Target target, Optional<FaultyStore.Fault> fault) {
        return new Target() {
            @Override
            public String name() {
                return target.name();
            }

            @Override
            public DataShape shape() {
                return target.shape();
            }

            @Override
            public Namespace namespace(int number) {
                return target.namespace(number);
            }

            @Override
            public Filled fill() {
                Filled filled = target.fill();
                MemoryStore store = fault.<MemoryStore>map(each -> new FaultyStore(filled.store(), each))
                        .orElse(filled.store());
                return new Filled() {
                    @Override
                    public MemoryStore store() {
                        return store;
                    }

                    @Override
                    public MemoryStore patient() {
                        return filled.patient();
                    }

                    @Override
                    public boolean isRefusal(MemoryException refused) {
                        return filled.isRefusal(refused);
                    }

                    @Override
                    public void close() {
                        filled.close();
                    }
                };
            }
        };
    }
}
