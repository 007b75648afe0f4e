package io.jamey.embedded;

import io.jamey.Namespace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The namespace indexes that are in memory now: loaded on first use, dropped when memory is short and nobody
/// uses them.
///
/// Whoever works with an index leases it meanwhile, writers too: so no write goes to a namespace while its
/// index is being loaded, and no change to an index is lost. Thread-safe.
final class Residents {
    /// What an index costs even when empty, an estimate.
    private static final long ENTRY_BYTES = 8_000;

    private final ConcurrentHashMap<Namespace, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong uses = new AtomicLong();
    private final AtomicLong bytesHeld = new AtomicLong();
    private final long bytesMax;

    /// Where indexes come from, and may be kept when they are dropped.
    interface Source {
        NamespaceIndex load(Namespace namespace);

        /// May save an index that nobody uses; must not throw.
        void save(Namespace namespace, NamespaceIndex index);
    }

    /// @param bytesMax memory for all indexes that are not in use
    Residents(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// The index of a namespace, loaded if it must be, to be closed after use. Blocks while it is being loaded.
    Lease lease(Namespace namespace, Source source) {
        while (true) {
            Entry entry = entries.computeIfAbsent(namespace, Entry::new);
            boolean loads = entry.index == null;
            Optional<Lease> lease = entry.lease(source);
            if (loads) {
                makeRoom(source);
            }
            if (lease.isPresent()) {
                return lease.get();
            }
        }
    }

    /// The index of a namespace if it is in memory; without keeping it there.
    Optional<NamespaceIndex> ifResident(Namespace namespace) {
        Entry entry = entries.get(namespace);
        return entry == null ? Optional.empty() : Optional.ofNullable(entry.index);
    }

    /// The namespaces in memory, those used last first.
    List<Namespace> namespaces() {
        return inOrderOfUse().stream().map(entry -> entry.namespace).toList();
    }

    /// The indexes in memory now, in no order; without keeping them there.
    List<NamespaceIndex> indexes() {
        return entries.values().stream()
                .flatMap(entry -> Stream.ofNullable(entry.index))
                .toList();
    }

    /// Memory held by all, an estimate.
    long bytes() {
        return bytesHeld.get();
    }

    /// Whether so much more leaves half of the memory for indexes free.
    boolean hasHalfOfRoomFor(long bytes) {
        return bytesHeld.get() + bytes <= bytesMax / 2;
    }

    /// Gives up all indexes, because the records may be others than they were derived from. Leases that are out
    /// are no longer [Lease#isCurrent()].
    void clear() {
        entries.values().forEach(Entry::drop);
    }

    /// Drops the indexes unused for longest while memory is short.
    void makeRoom(Source source) {
        if (bytesHeld.get() <= bytesMax) {
            return;
        }
        List<Entry> lastUsedFirst = inOrderOfUse();
        for (Entry entry : lastUsedFirst.reversed()) {
            if (bytesHeld.get() <= bytesMax) {
                return;
            }
            entry.dropIfIdle(source);
        }
    }

    private List<Entry> inOrderOfUse() {
        // The uses go on while this sorts: they are read once.
        record Use(Entry entry, long last) {}
        return entries.values().stream()
                .map(entry -> new Use(entry, entry.lastUse))
                .sorted(Comparator.comparingLong(Use::last).reversed())
                .map(Use::entry)
                .toList();
    }

    /// The right to use an index until closed.
    static final class Lease implements AutoCloseable {
        private final Entry entry;
        private final NamespaceIndex index;

        private Lease(Entry entry, NamespaceIndex index) {
            this.entry = entry;
            this.index = index;
        }

        NamespaceIndex index() {
            return index;
        }

        /// Gives up the index, because it no longer agrees with the records: the next lease loads it again.
        void giveUp() {
            entry.drop();
        }

        /// False when the index was given up meanwhile: lease it again.
        boolean isCurrent() {
            return !entry.dropped;
        }

        @Override
        public void close() {
            entry.release();
        }
    }

    private final class Entry {
        private final Namespace namespace;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable NamespaceIndex index;
        private volatile boolean dropped;
        private volatile long lastUse = uses.incrementAndGet();
        private int leases;
        private long bytes;
        private long changesSeen = -1;

        Entry(Namespace namespace) {
            this.namespace = namespace;
        }

        /// Empty when this entry was dropped just now.
        Optional<Lease> lease(Source source) {
            lock.lock();
            try {
                NamespaceIndex loaded = index;
                if (loaded == null && !dropped) {
                    loaded = load(source);
                }
                if (loaded == null || dropped) {
                    return Optional.empty();
                }
                leases++;
                lastUse = uses.incrementAndGet();
                return Optional.of(new Lease(this, loaded));
            } finally {
                account();
                lock.unlock();
            }
        }

        private NamespaceIndex load(Source source) {
            try {
                NamespaceIndex loaded = source.load(namespace);
                index = loaded;
                return loaded;
            } finally {
                if (index == null) {
                    drop();
                }
            }
        }

        void release() {
            lock.lock();
            try {
                leases--;
            } finally {
                account();
                lock.unlock();
            }
        }

        void dropIfIdle(Source source) {
            if (lock.tryLock()) {
                try {
                    NamespaceIndex held = index;
                    if (leases == 0 && held != null && !dropped) {
                        source.save(namespace, held);
                        drop();
                    }
                } finally {
                    account();
                    lock.unlock();
                }
            }
        }

        /// Without the lock, because whoever holds it may be waiting for the thread that drops; the books are
        /// put right by the next one to hold it.
        void drop() {
            dropped = true;
            entries.remove(namespace, this);
            if (lock.tryLock()) {
                try {
                    account();
                } finally {
                    lock.unlock();
                }
            }
        }

        private void account() {
            NamespaceIndex held = index;
            if (held == null || dropped) {
                index = null;
                bytesHeld.addAndGet(-bytes);
                bytes = 0;
            } else if (held.changes() != changesSeen) {
                changesSeen = held.changes();
                long now = ENTRY_BYTES + held.bytes();
                bytesHeld.addAndGet(now - bytes);
                bytes = now;
            }
        }
    }
}
