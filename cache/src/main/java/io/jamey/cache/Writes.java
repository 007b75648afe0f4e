package io.jamey.cache;

import io.jamey.Namespace;
import io.jamey.cache.tiers.CacheTier;
import java.util.List;
import java.util.UUID;

/// Decides what may be served and kept while others write.
///
/// A write is announced before it begins and over when it has returned or thrown. From its announcement on,
/// nothing it may change is served from memory, and until it is over nothing read meanwhile is kept; a reader
/// asks the store. So an entry that is served was read when no write to it was under way, and none has begun
/// since.
///
/// Answers to whole requests go by a stamp of their namespace. Memories are dropped one by one, but go by a
/// second stamp of their namespace too, which moves with writes that do not name the memories they change.
final class Writes {
    private final Entries entries;
    private final Stamps answers = new Stamps();
    private final Stamps sweeps = new Stamps();
    private final Stamps memories = new Stamps();

    Writes(Entries entries) {
        this.entries = entries;
    }

    /// The stamp that answers about this namespace must have.
    long answerStamp(Namespace namespace) {
        return answers.of(namespace.hashCode());
    }

    /// The stamp that memories of this namespace must have.
    long memoryStamp(Namespace namespace) {
        return sweeps.of(namespace.hashCode());
    }

    Moment moment(Key key) {
        return switch (key) {
            case Key.OfMemory(var namespace, var _) ->
                new Moment(memories.of(key.hashCode()), sweeps.of(namespace.hashCode()));
            case Key.OfRequest request -> moment(request.namespace());
        };
    }

    /// The moment of a read of several memories, or of a whole answer.
    Moment moment(Namespace namespace) {
        return new Moment(answers.of(namespace.hashCode()), 0);
    }

    /// Keeps what was read since `moment`, if no write to it has begun meanwhile.
    void keep(Key key, Moment moment, Entry entry) {
        if (moment.isSettled()) {
            entries.keep(key, entry, () -> moment(key).equals(moment));
        }
    }

    /// The same of something read together with others, at a moment of the whole namespace.
    void keep(Key key, Namespace namespace, Moment moment, Entry entry) {
        if (moment.isSettled()) {
            entries.keep(key, entry, () -> moment(namespace).equals(moment));
        }
    }

    /// Announces a write to these memories, to be closed when it is over.
    Write announce(Namespace namespace, List<UUID> ids) {
        List<Key.OfMemory> keys =
                ids.stream().map(id -> new Key.OfMemory(namespace, id)).toList();
        answers.begin(namespace.hashCode());
        keys.forEach(key -> memories.begin(key.hashCode()));
        // Only now, or a reader could keep what it read before in the place of what is removed here.
        keys.forEach(entries::remove);
        return new Write(namespace, keys, false);
    }

    /// Announces a write to any memories of the namespace.
    Write announceSweep(Namespace namespace) {
        answers.begin(namespace.hashCode());
        sweeps.begin(namespace.hashCode());
        return new Write(namespace, List.of(), true);
    }

    /// As if a write to everything began, which ends with [#resume()].
    void suspend() {
        answers.beginAll();
        sweeps.beginAll();
    }

    void resume() {
        sweeps.endAll();
        answers.endAll();
    }

    /// A write under way.
    final class Write implements CacheTier.Announcement {
        private final Namespace namespace;
        private final List<Key.OfMemory> keys;
        private final boolean sweep;

        private Write(Namespace namespace, List<Key.OfMemory> keys, boolean sweep) {
            this.namespace = namespace;
            this.keys = keys;
            this.sweep = sweep;
        }

        @Override
        public void close() {
            keys.forEach(key -> memories.end(key.hashCode()));
            if (sweep) {
                sweeps.end(namespace.hashCode());
            }
            answers.end(namespace.hashCode());
        }
    }
}
