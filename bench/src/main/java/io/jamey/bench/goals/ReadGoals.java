package io.jamey.bench.goals;

import static io.jamey.bench.goals.Limit.millis;

import io.jamey.MemoryStore;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.Weights;
import io.jamey.bench.goals.Goal.Place;
import io.jamey.bench.groups.Stage;
import io.jamey.bench.report.Quantity;
import java.util.List;

/// Reads by id and by page, and whether a read sees what was just written.
final class ReadGoals {
    private static final int WRITES = 200;
    private static final int LOOKED_AT = 3;

    private ReadGoals() {}

    static List<Goal> byId() {
        return List.of(new Goal(
                "retrieve",
                "retrieve by id, of 100,000",
                Data.of(100_000),
                Place.STAGE,
                List.of(millis("from the file", 0.02), millis("from the in-process cache", 0.001)),
                site -> List.of(
                        SearchGoals.median(site.figures("memory_operations/retrieve")),
                        SearchGoals.median(site.figures("cache/hit")))));
    }

    static List<Goal> visible() {
        return List.of(new Goal(
                "visible",
                "a write is found by a search that follows it, among 10,000",
                Data.of(10_000),
                Place.STAGE,
                List.of(Limit.holds("each at once")),
                ReadGoals::seen));
    }

    static List<Goal> pages() {
        return List.of(new Goal(
                "page",
                "a page of 100 of 100,000 by cursor, with the exact total",
                Data.of(100_000),
                Place.STAGE,
                List.of(millis("at the beginning", 1), millis("in the middle", 1), millis("near the end", 1)),
                site -> List.of(
                        SearchGoals.median(site.figures("pagination/first")),
                        SearchGoals.median(site.figures("pagination/cursor_middle")),
                        SearchGoals.median(site.figures("pagination/cursor_end")))));
    }

    private static List<Reading> seen(Site site) {
        Stage stage = site.stage();
        MemoryStore store = stage.store();
        int writes = site.scale().calls(WRITES);
        int seen = 0;
        var searches = new Stretch();
        for (int number = 0; number < writes; number++) {
            var namespace = stage.freshNamespace(number);
            NewMemory memory = stage.fresh(number);
            var request = SearchRequest.of(memory.embedding().orElseThrow())
                    .weights(Weights.CLOSENESS_ONLY)
                    .limit(LOOKED_AT)
                    .build();
            store.store(namespace, memory);
            long begin = System.nanoTime();
            var found = store.search(namespace, request).matches();
            searches.add(System.nanoTime() - begin);
            int at = number;
            seen += found.stream().anyMatch(match -> match.memory().id().equals(stage.freshId(at))) ? 1 : 0;
        }
        for (int number = 0; number < writes; number++) {
            store.delete(stage.freshNamespace(number), stage.freshId(number));
        }
        return List.of(Reading.holds(
                seen == writes,
                seen + " of " + writes + "; the search takes " + Quantity.nanos(searches.quantile(0.5))));
    }
}
