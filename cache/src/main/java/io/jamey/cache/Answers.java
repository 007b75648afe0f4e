package io.jamey.cache;

import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.cache.tiers.Access;
import io.jamey.cache.tiers.Accesses;
import io.jamey.cache.tiers.UseDependence;
import io.jamey.encoding.Micros;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers to whole requests: searches, pages and counts.
///
/// Not kept are answers that change with every use of a memory or with the time itself, and those that explain:
/// who asks for the plan wants to know how the store works.
final class Answers {
    private final MemoryStore store;
    private final InstantSource clock;
    private final Lifetimes lifetimes;
    private final Entries entries;
    private final Writes writes;
    private final Accesses accesses;
    private final Loads loads;
    private final Horizons horizons;

    Answers(
            MemoryStore store,
            CacheOptions options,
            Entries entries,
            Writes writes,
            Accesses accesses,
            Loads loads,
            Horizons horizons) {
        this.store = store;
        this.clock = options.clock();
        this.lifetimes = options.lifetimes();
        this.entries = entries;
        this.writes = writes;
        this.accesses = accesses;
        this.loads = loads;
        this.horizons = horizons;
    }

    /// @param keep false if the same request may be refused tomorrow
    SearchResult search(Namespace namespace, SearchRequest request, boolean keep) {
        if (UseDependence.of(request)) {
            accesses.flush();
        } else if (keep && !request.explain()) {
            return answer(Key.OfRequest.search(namespace, request), this::served, reading -> {
                SearchResult result = store.search(namespace, request);
                List<Access> used = accessesOf(result);
                SearchResult shown = shown(result, used, reading.begun());
                var entry =
                        new Entry.Found(shown, used, reading.stamp(), reading.until(), Footprint.of(request, shown));
                return new Loads.Loaded<>(entry, shown);
            });
        }
        long begun = now();
        SearchResult result = store.search(namespace, request);
        return shown(result, accessesOf(result), begun);
    }

    private List<Access> accessesOf(SearchResult result) {
        return result.matches().stream()
                .map(match -> accesses.of(match.memory()))
                .toList();
    }

    /// What the store found in a call begun at `begun`, which it has recorded as a use itself.
    private static SearchResult shown(SearchResult result, List<Access> used, long begun) {
        return accessed(result, i -> used.get(i).moveTo(begun));
    }

    private SearchResult served(Entry entry, long now) {
        var found = (Entry.Found) entry;
        return accessed(found.result(), i -> accesses.use(found.accesses().get(i), now));
    }

    /// When the memory at this place was last used.
    @FunctionalInterface
    private interface Uses {
        long at(int place);
    }

    private static SearchResult accessed(SearchResult result, Uses uses) {
        List<Match> matches = result.matches();
        List<Match> shown = new ArrayList<>(matches.size());
        for (int i = 0; i < matches.size(); i++) {
            Match match = matches.get(i);
            Memory memory = Access.accessed(match.memory(), uses.at(i));
            shown.add(new Match(memory, match.score(), match.signals()));
        }
        return new SearchResult(shown, result.plan());
    }

    Page page(Namespace namespace, PageRequest request) {
        if (UseDependence.of(request.filter())) {
            accesses.flush();
            return seen(store.listPaginated(namespace, request));
        }
        return answer(Key.OfRequest.page(namespace, request), this::servedPage, reading -> {
            Page page = seen(store.listPaginated(namespace, request));
            List<Access> used = page.items().stream().map(accesses::of).toList();
            var entry = new Entry.Listed(page, used, reading.stamp(), reading.until(), Footprint.of(page));
            return new Loads.Loaded<>(entry, page);
        });
    }

    private Page seen(Page page) {
        return new Page(page.items().stream().map(accesses::seen).toList(), page.total(), page.next());
    }

    private Page servedPage(Entry entry, long now) {
        var listed = (Entry.Listed) entry;
        Page page = listed.page();
        List<Memory> items = page.items();
        boolean unused = true;
        for (int i = 0; i < items.size(); i++) {
            unused &=
                    listed.accesses().get(i).latest() <= Micros.of(items.get(i).lastAccessed());
        }
        return unused ? page : seen(page, listed.accesses());
    }

    private static Page seen(Page page, List<Access> accesses) {
        List<Memory> shown = new ArrayList<>(page.items().size());
        for (int i = 0; i < page.items().size(); i++) {
            shown.add(accesses.get(i).seen(page.items().get(i)));
        }
        return new Page(shown, page.total(), page.next());
    }

    long count(Namespace namespace, Filter filter) {
        if (UseDependence.of(filter)) {
            accesses.flush();
            return store.count(namespace, filter);
        }
        return answer(
                Key.OfRequest.count(namespace, filter), (entry, _) -> ((Entry.Counted) entry).count(), reading -> {
                    long count = store.count(namespace, filter);
                    return new Loads.Loaded<>(new Entry.Counted(count, reading.stamp(), reading.until()), count);
                });
    }

    /// The answer that an entry gives at a time.
    @FunctionalInterface
    private interface Serving<T> {
        T serve(Entry entry, long now);
    }

    /// A request about to be put to the store.
    ///
    /// @param until when the answer must not be served any more
    private record Reading(long begun, long stamp, long until) {}

    /// Asks the store.
    @FunctionalInterface
    private interface Asking<T> {
        Loads.Loaded<T> ask(Reading reading);
    }

    private <T> T answer(Key.OfRequest key, Serving<T> serving, Asking<T> asking) {
        long now = now();
        Entry there = entries.find(key, writes.answerStamp(key.namespace()), now);
        if (there != null) {
            return serving.serve(there, now);
        }
        Moment moment = writes.moment(key);
        return loads.once(
                key,
                moment,
                () -> {
                    Entry since = entries.peek(key, moment.stamp(), now);
                    return since == null
                            ? load(key, moment, now, asking)
                            : new Loads.Loaded<>(since, serving.serve(since, now));
                },
                entry -> now < entry.until() ? Optional.of(serving.serve(entry, now)) : Optional.empty());
    }

    private <T> Loads.Loaded<T> load(Key.OfRequest key, Moment moment, long now, Asking<T> asking) {
        if (!moment.isSettled()) {
            return asking.ask(new Reading(now, moment.stamp(), now));
        }
        // Before the store is asked: what expires while it answers must end the answer too.
        long until = Math.min(lifetimes.untilOfAnswer(now), horizons.of(key.namespace(), moment, now));
        Loads.Loaded<T> loaded = asking.ask(new Reading(now, moment.stamp(), until));
        writes.keep(key, moment, loaded.entry());
        return loaded;
    }

    private long now() {
        return Micros.of(clock.instant());
    }
}
