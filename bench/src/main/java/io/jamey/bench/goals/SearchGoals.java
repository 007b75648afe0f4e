package io.jamey.bench.goals;

import static io.jamey.bench.goals.Limit.millis;
import static io.jamey.bench.goals.Limit.recall;

import io.jamey.bench.goals.Goal.Place;
import io.jamey.bench.measuring.Figures;
import io.jamey.bench.report.Quantity;
import java.util.List;
import java.util.Locale;

/// Searches, whole memories included. Each recall is against an exact scan, and each number of answers is checked
/// against the number of matches.
final class SearchGoals {
    private static final String TIME = "a search";
    private static final String CLOSEST = "vector_search/top_10";
    private static final long MILLION = 1_000_000;

    private SearchGoals() {}

    static List<Goal> closest() {
        return List.of(
                new Goal(
                        "search_10k",
                        "the 10 closest of 10,000",
                        Data.of(10_000),
                        Place.STAGE,
                        List.of(millis(TIME, 0.3), recall(0.99)),
                        site -> readings(site.figures(CLOSEST))),
                new Goal(
                        "search_100k",
                        "of 100,000",
                        Data.of(100_000),
                        Place.STAGE,
                        List.of(millis(TIME, 1.5), recall(0.99)),
                        site -> readings(site.figures(CLOSEST))),
                // A JVM that is told of one core has none to lend to a search.
                new Goal(
                        "search_1m_one_core",
                        "of 1,000,000, on one core",
                        Data.of(MILLION),
                        Place.COPY,
                        List.of(millis(TIME, 12), recall(0.99)),
                        site -> onCores(site, 1)),
                new Goal(
                        "search_1m_two_cores",
                        "of 1,000,000, on two cores",
                        Data.of(MILLION),
                        Place.COPY,
                        List.of(millis(TIME, 7), recall(0.99)),
                        site -> onCores(site, 2)),
                new Goal(
                        "namespaces_1m",
                        "of one of 1,000 namespaces, 1,000,000 together",
                        Data.shared(MILLION, 1_000),
                        Place.STAGE,
                        List.of(millis(TIME, 0.15), recall(0.99)),
                        site -> readings(site.figures(CLOSEST))),
                new Goal(
                        "filter_100k",
                        "of the 1 % that a filter picks of 100,000, exactly 10",
                        Data.of(100_000),
                        Place.STAGE,
                        List.of(millis(TIME, 0.6), recall(0.99)),
                        site -> readings(site.figures("vector_search/filter_1"))),
                new Goal(
                        "isotropic_100k",
                        "of 100,000 alike in all directions",
                        Data.isotropic(100_000),
                        Place.STAGE,
                        List.of(recall(0.98), Limit.shown(TIME, Unit.NANOS)),
                        site -> readings(site.figures(CLOSEST)).reversed()));
    }

    static List<Goal> hybrid() {
        return List.of(new Goal(
                "hybrid_100k",
                "the 10 of 100,000 that matter most to a text and an embedding",
                Data.of(100_000),
                Place.STAGE,
                List.of(millis(TIME, 5), Limit.shown("as the store's own exact search", Unit.RECALL)),
                site -> readings(site.figures("hybrid_search/top_10"))));
    }

    /// The median, and the recall of a search.
    private static List<Reading> readings(Figures figures) {
        return List.of(median(figures), Reading.of(figures.recall().orElseThrow()));
    }

    /// With the spread of the slices and the slow calls beside it.
    static Reading median(Figures figures) {
        return new Reading(
                figures.median(),
                String.format(
                        Locale.ROOT,
                        "+-%.0f %%, p95 %s, p99 %s",
                        figures.spread() * 100,
                        Quantity.nanos(figures.p95()),
                        Quantity.nanos(figures.p99())));
    }

    private static List<Reading> onCores(Site site, int cores) {
        int there = Runtime.getRuntime().availableProcessors();
        Answer answer = site.apart(Task.SEARCH, List.of("-XX:ActiveProcessorCount=" + Math.min(cores, there)));
        return List.of(
                new Reading(
                        answer.get("median"),
                        spread(answer) + (there < cores ? ", this machine has " + there + " core" : "")),
                Reading.of(answer.get("recall")));
    }

    static String spread(Answer answer) {
        return String.format(Locale.ROOT, "+-%.0f %%", answer.get("spread") * 100);
    }
}
