package io.jamey.testkit;

import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// Does the same random things to a store and to the reference store, and compares every answer.
///
/// Scores may differ by rounding, and memories whose scores differ by no more than that may change places. The
/// same seed does the same things; a failure names it, with the last steps.
final class RandomOperations {
    private static final double ROUNDING = 1e-6;
    private static final int STEPS_TOLD = 12;
    private static final List<Namespace> NAMESPACES =
            Stream.of("random_1", "Random_1", "random_1 ").map(Namespace::of).toList();

    private final MemoryStore subject;
    private final ReferenceMemoryStore reference;
    private final MovableClock clock;
    private final long seed;
    private final Random random;
    private final ReferenceWords words = new ReferenceWords();
    private final RandomValues values;
    private final Deque<String> history = new ArrayDeque<>();
    private int step;

    /// @param subject empty, running on `clock`
    /// @param allEmbedded leave out no embedding, for a store that would make one
    RandomOperations(MemoryStore subject, MovableClock clock, long seed, boolean allEmbedded) {
        this.subject = subject;
        this.reference = new ReferenceMemoryStore(clock);
        this.clock = clock;
        this.seed = seed;
        this.random = new Random(seed);
        this.values = new RandomValues(random, clock, allEmbedded);
    }

    void run(int steps) {
        for (step = 1; step <= steps; step++) {
            step();
        }
        for (Namespace namespace : NAMESPACES) {
            compare("everything in " + namespace, store -> streamed(store, namespace, Filter.everything()));
        }
        compare("namespaces", MemoryStore::namespaces);
    }

    private void step() {
        Namespace namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
        int dice = random.nextInt(100);
        if (dice < 30) {
            var batch = values.memories();
            compare("storeAll " + namespace + " " + RandomValues.told(batch), s -> s.storeAll(namespace, batch));
        } else if (dice < 33) {
            Filter filter = Filter.and(values.filter(), values.filter());
            var patch = values.patchForMany();
            compare(
                    "updateMatching " + namespace + " " + filter + patch.told(),
                    s -> s.updateMatching(namespace, filter, patch.patch()));
        } else if (dice < 45) {
            UUID id = values.id();
            var patch = values.patch();
            compare("update " + namespace + " " + id + " " + patch.told(), s -> s.update(namespace, id, patch.patch()));
        } else if (dice < 54) {
            delete(namespace);
        } else if (dice < 62) {
            List<UUID> ids = values.ids();
            compare(
                    "retrieveBatch " + namespace + " " + ids,
                    s -> List.copyOf(s.retrieveBatch(namespace, ids).entrySet()));
        } else if (dice < 66) {
            List<UUID> ids = values.ids();
            Instant at = clock.instant().minusSeconds(random.nextInt(-5, 10));
            Map<UUID, Instant> times = new HashMap<>();
            ids.forEach(id -> times.put(id, at));
            boolean now = random.nextBoolean();
            compare((now ? "touch " : "touch at " + at + " ") + namespace + " " + ids, s -> {
                if (now) {
                    s.touch(namespace, ids);
                } else {
                    s.touchAt(namespace, times);
                }
                return "touched";
            });
        } else if (dice < 82) {
            search(namespace);
        } else if (dice < 94) {
            list(namespace);
        } else {
            Duration time = Duration.ofNanos(random.nextLong(20_000_000_000L));
            tell("advance the clock by " + time);
            clock.advance(time);
        }
    }

    private void delete(Namespace namespace) {
        int dice = random.nextInt(10);
        if (dice < 5) {
            UUID id = values.id();
            compare("delete " + namespace + " " + id, s -> s.delete(namespace, id));
        } else if (dice < 7) {
            List<UUID> ids = values.ids();
            compare("deleteBatch " + namespace + " " + ids, s -> s.deleteBatch(namespace, ids));
        } else if (dice < 9) {
            Filter filter = Filter.and(values.filter(), values.filter());
            compare("deleteMatching " + namespace + " " + filter, s -> s.deleteMatching(namespace, filter));
        } else if (random.nextInt(4) == 0) {
            compare("drop " + namespace, s -> s.drop(namespace));
        }
    }

    private void list(Namespace namespace) {
        Filter filter = values.filter();
        switch (random.nextInt(5)) {
            case 0 -> compare("count " + namespace + " " + filter, s -> s.count(namespace, filter));
            case 1 -> compare("iterate " + namespace + " " + filter, s -> streamed(s, namespace, filter));
            case 2 -> compare("namespaces", MemoryStore::namespaces);
            case 3 ->
                compare(
                        "status",
                        s -> List.of(
                                s.status().memories(),
                                s.status().namespaces(),
                                s.status().dimension()));
            case 4 -> {
                PageRequest request = values.pageRequest().where(filter);
                compare("listPaginated " + namespace + " " + request, s -> s.listPaginated(namespace, request));
                // And the page after it, by the cursor of one store given to both.
                reference.listPaginated(namespace, request).next().ifPresent(cursor -> {
                    PageRequest next = request.after(cursor);
                    compare("listPaginated " + namespace + " " + next, s -> s.listPaginated(namespace, next));
                });
            }
            default -> throw new AssertionError("not among the cases");
        }
    }

    private static List<Memory> streamed(MemoryStore store, Namespace namespace, Filter filter) {
        try (Stream<Memory> memories = store.iterate(namespace, filter)) {
            return memories.toList();
        }
    }

    private void search(Namespace namespace) {
        SearchRequest request = values.searchRequest();
        tell("search " + namespace + " " + request);
        List<Memory> before = streamed(reference, namespace, Filter.everything());
        List<Match> expected = reference.search(namespace, request).matches();
        List<Match> actual = subject.search(namespace, request).matches();
        if (expected.size() != actual.size()) {
            fail("reference found " + expected.size() + " memories, the store " + actual.size());
        }
        Map<UUID, Match> all = new HashMap<>();
        new ReferenceSearch(before, request, words, clock.instant())
                .rankedPool()
                .forEach(match -> all.put(match.memory().id(), match));
        for (int i = 0; i < actual.size(); i++) {
            Match match = actual.get(i);
            Match same = all.get(match.memory().id());
            if (same == null || !same.memory().equals(match.memory())) {
                fail("place " + i + ": the reference does not know or differs in " + match.memory());
            } else if (differ(same.score(), match.score())
                    || differ(expected.get(i).score(), match.score())) {
                fail("place " + i + ": reference " + expected.get(i) + ", the store " + match + ", which has score "
                        + same.score() + " in the reference");
            }
        }
        // Of two memories with almost the same score the stores may return one each: let both be accessed.
        List<UUID> returned = Stream.concat(expected.stream(), actual.stream())
                .map(match -> match.memory().id())
                .toList();
        reference.touch(namespace, returned);
        subject.touch(namespace, returned);
    }

    private static boolean differ(double a, double b) {
        return Math.abs(a - b) > ROUNDING * Math.max(1, Math.abs(a));
    }

    private void compare(String operation, Function<MemoryStore, Object> call) {
        tell(operation);
        Object expected = outcome(call, reference);
        Object actual = outcome(call, subject);
        if (!expected.equals(actual)) {
            fail("reference:\n  " + expected + "\nthe store:\n  " + actual);
        }
    }

    private static Object outcome(Function<MemoryStore, Object> call, MemoryStore store) {
        try {
            return call.apply(store);
        } catch (MemoryException e) {
            return e.kind();
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }

    private void tell(String operation) {
        history.addLast(step + ": " + operation);
        if (history.size() > STEPS_TOLD) {
            history.removeFirst();
        }
    }

    private void fail(String difference) {
        throw new AssertionError("The store differs from the reference at step " + step + " of seed " + seed
                + " (repeat with -D" + RandomOperationsContract.SEED + "=" + seed + " -D"
                + RandomOperationsContract.STEPS + "=" + step + ")\n" + difference + "\nlast steps:\n  "
                + String.join("\n  ", history));
    }
}
