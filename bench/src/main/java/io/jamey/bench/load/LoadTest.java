package io.jamey.bench.load;

import io.jamey.MemoryException;
import io.jamey.bench.dataset.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/// Runs loads against a target, each on a store that is filled anew. One thread calls it.
public final class LoadTest {
    /// Shares of the maximum that the whole story asks for.
    private static final List<Double> SHARES = List.of(0.5, 0.7, 0.9);

    private static final int FIRST_WARM_UP = 3;
    private static final long BEAT_MILLIS = 100;

    private final Target target;
    private final Settings settings;
    private final Steps steps;
    private final StopSignal stop;
    private final Inputs inputs;
    private boolean warm;

    /// Makes up what the requests will say, which takes a moment.
    public LoadTest(Target target, Settings settings, Steps steps, StopSignal stop) {
        this.target = target;
        this.settings = settings;
        this.steps = steps;
        this.stop = stop;
        inputs = new Inputs(target.shape());
    }

    /// One run for each load, until all are done or a stop is asked for.
    public List<RunResult> run(List<? extends Load> loads) {
        return run(loads, settings);
    }

    private List<RunResult> run(List<? extends Load> loads, Settings chosen) {
        var results = new ArrayList<RunResult>();
        for (Load load : loads) {
            run(load, chosen).ifPresent(results::add);
        }
        return results;
    }

    /// Closed runs to find the most the store can do, then open ones at parts of it to find how long answers take
    /// under a load that it can bear.
    ///
    /// @param ofOpen settings of the open runs
    public List<RunResult> story(List<Load.Closed> closed, Load.Arrivals arrivals, Settings ofOpen) {
        var results = new ArrayList<>(run(closed));
        OptionalDouble maximum = maximum(results);
        if (maximum.isPresent()) {
            results.addAll(run(
                    SHARES.stream()
                            .map(share ->
                                    new Load.Open(Math.max(1, Math.rint(maximum.getAsDouble() * share)), arrivals))
                            .toList(),
                    ofOpen));
        }
        return results;
    }

    /// The highest throughput of closed runs whose figures can be believed.
    public static OptionalDouble maximum(List<RunResult> results) {
        return results.stream()
                .filter(result -> result.load() instanceof Load.Closed)
                .filter(result -> result.verdict().status() == Verdict.Status.VALID)
                .mapToDouble(result -> result.all().perSecond())
                .max();
    }

    private Optional<RunResult> run(Load load, Settings chosen) {
        if (stop.isAsked()) {
            return Optional.empty();
        }
        Duration warmUp = warm ? chosen.warmUp() : chosen.warmUp().multipliedBy(FIRST_WARM_UP);
        warm = true;
        try (Target.Filled filled = target.fill()) {
            if (stop.isAsked()) {
                return Optional.empty();
            }
            var workload = new Workload(inputs, filled, target::namespace);
            workload.wake();
            return Optional.of(run(load, workload, filled::isRefusal, chosen.withWarmUp(warmUp)));
        }
    }

    private RunResult run(Load load, Workload workload, Predicate<MemoryException> refusal, Settings chosen) {
        long begin = chosen.warmUp().toNanos();
        var window = new Recording.Window(begin, begin + chosen.duration().toNanos());
        Optional<Schedule> schedule = load instanceof Load.Open open
                ? Optional.of(Schedule.of(open, chosen.warmUp().plus(chosen.duration()), chosen.mix(), chosen.seed()))
                : Optional.empty();
        long before = Audit.expected(workload);
        var pace = new SystemPace();
        var recording = new Recording(pace, window, chosen.timeout().toNanos(), refusal);
        Optional<Generator> generator = Optional.empty();
        Thread beat = beat(load, pace, window.to());
        try {
            switch (load) {
                case Load.Closed(int clients) -> new ClosedLoop(pace, stop).run(clients, workload, recording, chosen);
                case Load.Open _ -> {
                    generator = Optional.of(new OpenLoop(pace, Thread::startVirtualThread, chosen.inFlightMax(), stop)
                            .run(schedule.orElseThrow(), workload, recording, chosen));
                    if (!stop.isAsked()) {
                        pace.until(window.to()); // the last request of a schedule is due a little earlier
                    }
                }
            }
        } finally {
            beat.interrupt();
            steps.end();
        }
        return result(load, workload, recording, generator, before, pace.nanos());
    }

    private RunResult result(
            Load load, Workload workload, Recording recording, Optional<Generator> generator, long before, long end) {
        List<ActionFigures> actions = recording.figures(end);
        ActionFigures all = sum(actions);
        double seconds = recording.seconds(end);
        List<String> problems = Audit.of(workload);
        Verdict verdict = new Judgement(load, all, generator, seconds)
                .of(
                        recording.due(),
                        recording.notes(),
                        problems,
                        stop.isAsked() && end < recording.window().to());
        return new RunResult(
                load,
                seconds,
                actions,
                all,
                recording.moments(end),
                generator,
                new RunResult.Memories(before, workload.held()),
                verdict);
    }

    private static ActionFigures sum(List<ActionFigures> actions) {
        Map<Failure, Long> failures = new EnumMap<>(Failure.class);
        actions.forEach(each -> each.failures().forEach((kind, count) -> failures.merge(kind, count, Long::sum)));
        return new ActionFigures(
                "all",
                actions.stream().mapToDouble(ActionFigures::perSecond).sum(),
                Latencies.sum(actions.stream().map(ActionFigures::latency).toList()),
                Latencies.sum(actions.stream().map(ActionFigures::service).toList()),
                failures);
    }

    /// Tells how far a run has come, until it is interrupted.
    private Thread beat(Load load, Pace pace, long total) {
        steps.begin("Load of " + load.label(), total / 1_000_000);
        return Thread.ofPlatform().daemon().name("load-progress").start(() -> {
            long told = 0;
            try {
                while (told < total / 1_000_000) {
                    Thread.sleep(BEAT_MILLIS);
                    long now = Math.min(pace.nanos(), total) / 1_000_000;
                    steps.advance(now - told);
                    told = now;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // the run is over
            }
        });
    }
}
