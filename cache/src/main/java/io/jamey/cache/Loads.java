package io.jamey.cache;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// Sees to it that of many callers who miss the same key at once, one asks the store and the others wait for its
/// answer.
///
/// A caller waits only for a load whose moment is its own: no write began between that load and this call, so
/// what the load brings is what this caller would have read.
final class Loads {
    private final Map<Key, Load> running = new ConcurrentHashMap<>();

    private record Load(Moment moment, CompletableFuture<Entry> entry) {}

    /// What one load brings.
    ///
    /// @param entry for those who wait
    /// @param answer for the caller who loaded
    record Loaded<T>(Entry entry, T answer) {}

    /// @param load asks the store, and keeps the entry where that is allowed
    /// @param serve the answer of an entry for this caller; empty if it is too old for this caller
    <T> T once(Key key, Moment moment, Supplier<Loaded<T>> load, Function<Entry, Optional<T>> serve) {
        if (!moment.isSettled()) {
            return load.get().answer();
        }
        var mine = new Load(moment, new CompletableFuture<>());
        Load other = running.putIfAbsent(key, mine);
        if (other == null) {
            return lead(key, mine, load);
        }
        return joined(other, moment).flatMap(serve).orElseGet(() -> load.get().answer());
    }

    private <T> T lead(Key key, Load mine, Supplier<Loaded<T>> load) {
        try {
            Loaded<T> loaded = load.get();
            mine.entry().complete(loaded.entry());
            return loaded.answer();
        } finally {
            running.remove(key, mine);
            // Does nothing after an answer. After a failure the others try for themselves: it may not be theirs.
            mine.entry().cancel(false);
        }
    }

    private static Optional<Entry> joined(Load other, Moment moment) {
        if (!other.moment().equals(moment)) {
            return Optional.empty();
        }
        try {
            return Optional.of(other.entry().join());
        } catch (CancellationException | CompletionException e) {
            return Optional.empty();
        }
    }
}
