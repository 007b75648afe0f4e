package io.jamey.bench.goals;

import static io.jamey.bench.goals.Limit.millis;

import io.jamey.bench.goals.Goal.Place;
import io.jamey.bench.report.Quantity;
import io.jamey.bench.statistics.Quantiles;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Opening a store, and how much memory it needs. All but one in JVMs of their own.
final class RoomGoals {
    private static final int OPENINGS = 9;
    private static final int COLD_OPENINGS = 3;
    private static final List<String> SMALL_HEAP = List.of("-Xmx64m");

    /// What is loaded in the background is waited for by whoever asks too early: so the last limit is the sum.
    private static final List<Limit> OPENING = List.of(
            millis("open", 500), millis("a search half a second later", 5), millis("opened and asked at once", 505));

    private RoomGoals() {}

    static List<Goal> opening() {
        return List.of(
                new Goal(
                        "open_warm",
                        "open 100,000 in a JVM that has run a while",
                        Data.of(100_000),
                        Place.COPY,
                        OPENING,
                        site -> openings(warm(site, Duration.ZERO), warm(site, Opening.MOMENT))),
                new Goal(
                        "open_cold",
                        "open 100,000 in a JVM that has just started",
                        Data.of(100_000),
                        Place.COPY,
                        OPENING,
                        site -> openings(cold(site, Task.OPEN), cold(site, Task.OPEN_AND_WAIT))));
    }

    static List<Goal> memory() {
        return List.of(
                new Goal(
                        "held",
                        "heap held for each memory besides caches with a budget",
                        Data.of(100_000),
                        Place.COPY,
                        List.of(Limit.atMost("heap", 400, Unit.BYTES)),
                        RoomGoals::held),
                new Goal(
                        "small_heap",
                        "100,000 in 100 namespaces, a heap of 64 MB",
                        Data.shared(100_000, 100),
                        Place.COPY,
                        List.of(
                                Limit.recall(0.99),
                                Limit.shown("a search", Unit.NANOS),
                                Limit.shown("a store", Unit.NANOS)),
                        RoomGoals::smallHeap),
                new Goal(
                        "iterate_1m",
                        "iterate 1,000,000 with a heap of 64 MB",
                        Data.of(1_000_000),
                        Place.COPY,
                        List.of(Limit.holds("each is seen")),
                        RoomGoals::iterate),
                new Goal(
                        "namespaces_10k",
                        "10,000 namespaces in a heap of 64 MB",
                        Data.shared(100_000, 10_000),
                        Place.COPY,
                        List.of(Limit.holds("each finds its memory")),
                        RoomGoals::visits));
    }

    /// The first opening is not counted.
    private static List<Opening.Times> warm(Site site, Duration pause) {
        Opening.once(site.shape(), site.source(), site.copy(), pause);
        return IntStream.range(0, OPENINGS)
                .mapToObj(_ -> Opening.once(site.shape(), site.source(), site.copy(), pause))
                .toList();
    }

    private static List<Opening.Times> cold(Site site, Task task) {
        return Stream.generate(() -> site.apart(task, List.of()))
                .limit(COLD_OPENINGS)
                .map(answer -> new Opening.Times(answer.get("open"), answer.get("search")))
                .toList();
    }

    private static List<Reading> openings(List<Opening.Times> askedAtOnce, List<Opening.Times> askedLater) {
        return List.of(
                median(askedLater, Opening.Times::open),
                median(askedLater, Opening.Times::search),
                median(askedAtOnce, Opening.Times::together));
    }

    private static Reading median(List<Opening.Times> times, ToDoubleFunction<Opening.Times> time) {
        double[] sorted = times.stream().mapToDouble(time).toArray();
        Arrays.sort(sorted);
        return new Reading(
                Quantiles.median(sorted),
                Quantity.nanos(sorted[0]) + " to " + Quantity.nanos(sorted[sorted.length - 1]) + ", " + sorted.length
                        + " times");
    }

    private static List<Reading> held(Site site) {
        Answer answer = site.apart(Task.HOLD, List.of());
        return List.of(new Reading(
                answer.get("heap"), "the store's own figure: " + Quantity.bytes(Math.rint(answer.get("told")))));
    }

    private static List<Reading> smallHeap(Site site) {
        Answer search = site.apart(Task.SEARCH, SMALL_HEAP);
        Answer store = site.apart(Task.STORE, SMALL_HEAP);
        return List.of(
                Reading.of(search.get("recall")),
                new Reading(search.get("median"), SearchGoals.spread(search)),
                new Reading(store.get("median"), SearchGoals.spread(store)));
    }

    /// The operation itself fails when it has not seen as many as there are.
    private static List<Reading> iterate(Site site) {
        double nanos = site.apart(Task.ITERATE, SMALL_HEAP).get("median");
        return List.of(Reading.holds(
                true,
                String.format(Locale.ROOT, "%,.0f memories/s", site.shape().rows() / nanos * 1e9)));
    }

    private static List<Reading> visits(Site site) {
        Answer answer = site.apart(Task.VISIT, SMALL_HEAP);
        int namespaces = site.shape().namespaces();
        return List.of(Reading.holds(
                answer.get("found") == namespaces,
                String.format(
                        Locale.ROOT,
                        "%,.0f of %,d; %s a visit, each of which loads an index",
                        answer.get("found"),
                        namespaces,
                        Quantity.nanos(answer.get("nanos")))));
    }
}
