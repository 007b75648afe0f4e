package io.jamey.embedded;

import io.jamey.Memory;
import io.jamey.embedded.attributes.SlotChunk;
import io.jamey.embedded.attributes.Slots;
import io.jamey.embedded.records.StoredMemory;
import io.jamey.embedded.vectors.RecallProbe;
import io.jamey.embedded.vectors.Recentred;
import io.jamey.embedded.vectors.RotatedVector;
import io.jamey.embedded.vectors.VectorCodes;
import io.jamey.embedded.vectors.VectorSource;
import io.jamey.embedded.words.Postings;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All that is held in memory of one namespace: attributes, vector codes and words, over the same slots.
/// Derived from the records, never the truth.
///
/// Any number of threads read at the same time, inside [#read]; changes are made by one at a time and wait for
/// the readers.
final class NamespaceIndex {
    /// Embeddings read ahead at once: writes wait no longer than that takes.
    private static final int READ_AHEAD = 128;

    /// Changes after which the memory held is counted again, at the latest.
    private static final int CHANGES_UNCOUNTED = 64;

    /// Questions of one probe: enough to see a recall of .9, few enough to be over within a second.
    private static final int PROBE_QUESTIONS = 5;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Slots slots = new Slots();
    private final Postings postings = new Postings(slots::compare);
    private final VectorCache vectors;
    private volatile @Nullable VectorCodes codes;
    private volatile Optional<RecallProbe.Probe> lastProbe = Optional.empty();
    private final BitSet unsaved = new BitSet();
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Counted counted;

    /// What the index held after so many changes.
    private record Counted(long changes, long bytes) {}

    /// @param vectors embeddings of any namespace, told here of changes in this one
    NamespaceIndex(VectorCache vectors) {
        this.vectors = vectors;
    }

    /// Runs with the index held still. `reading` must not change the index or wait for a write.
    <T> T read(Supplier<T> reading) {
        lock.readLock().lock();
        try {
            return reading.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Attributes by slot; inside [#read] only.
    Slots slots() {
        return slots;
    }

    /// Words by slot; inside [#read] only.
    Postings postings() {
        return postings;
    }

    /// Vector codes by slot, once there was an embedding; inside [#read] only.
    Optional<VectorCodes> codes() {
        return Optional.ofNullable(codes);
    }

    /// How many changes have been applied: tells whether the index is still as it was.
    long changes() {
        return changes.get();
    }

    /// Makes the changes of one write visible, all at once.
    ///
    /// @return whether the index agrees with the records. Not if a memory expired, and left it, while it was being
    ///     changed: the change does not say all of it. Then the index is to be given up
    boolean apply(Collection<IndexChange> all) {
        lock.writeLock().lock();
        try {
            changes.addAndGet(all.size());
            boolean agrees = true;
            for (IndexChange change : all) {
                switch (change) {
                    case IndexChange.Put put -> agrees &= put(put);
                    case IndexChange.Revise(var stored, var hasEmbedding) -> agrees &= revise(stored, hasEmbedding);
                    case IndexChange.Remove(var id) -> remove(slots.find(id));
                    case IndexChange.Clear() ->
                        Arrays.stream(slots.live().stream().toArray()).forEach(this::remove);
                }
            }
            return agrees;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Forgets what has expired. The records go later.
    void expire(Instant now) {
        if (!read(() -> slots.mayExpireBy(now))) {
            return;
        }
        lock.writeLock().lock();
        try {
            changes.incrementAndGet();
            slots.expired(now).stream().forEach(this::remove);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Reads embeddings ahead, so that the first comparisons need not wait for the file; stops when `enough`.
    void readAhead(StoredVectors embeddings, BooleanSupplier enough) {
        int end = read(() -> slots.embedded().length());
        for (int from = 0; from < end && !enough.getAsBoolean(); from += READ_AHEAD) {
            int first = from;
            read(() -> {
                embeddings.cache(first, first + READ_AHEAD);
                return first;
            });
        }
    }

    /// The chunks of codes that are to be made anew, because the mean they are centred on has moved away.
    int[] stale() {
        return read(() -> codes == null ? new int[0] : codes.stale());
    }

    /// Makes the codes of one chunk anew while searches go on. A write to the chunk meanwhile undoes the work.
    void recentre(int chunk, VectorSource source) {
        Optional<Recentred> recentred = read(() -> codes == null ? Optional.empty() : codes.recentre(chunk, source));
        while (recentred.isPresent() && read(recentred.get()::advance)) {
            // Writes come in between.
        }
        lock.writeLock().lock();
        try {
            if (codes != null && recentred.isPresent() && codes.install(recentred.get())) {
                unsaved.set(chunk);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Samples what searches by vector find, and has them try harder if that is too little.
    ///
    /// @return what was found; empty if nothing could be
    Optional<RecallProbe.Probe> probe(VectorSource source, BooleanSupplier stopped) {
        VectorCodes probed = codes;
        if (probed == null) {
            return Optional.empty();
        }
        long[] embedded = read(() -> slots.embedded().toLongArray());
        var probe = new RecallProbe(new SplittableRandom(changes()), this::read);
        lastProbe = probe.run(probed, embedded, source, PROBE_QUESTIONS, stopped);
        return lastProbe;
    }

    /// What the last [#probe] found.
    Optional<RecallProbe.Probe> lastProbe() {
        return lastProbe;
    }

    /// Takes back what was saved of slots besides their codes and words, of those that are wanted; the others
    /// are saved again without. While loading, before anyone else sees the index.
    void restore(SlotChunk chunk, BitSet wanted) {
        slots.restore(chunk, wanted).stream().forEach(slot -> unsaved.set(slot / VectorCodes.CHUNK_SLOTS));
    }

    /// Takes back saved codes, one chunk. While loading, before anyone else sees the index.
    void restoreCodes(byte[] chunk, int dimension) {
        if (codes == null) {
            codes = new VectorCodes(dimension);
        }
        codes.restore(chunk);
    }

    /// Makes room for so many memories at once. While loading, before anyone else sees the index.
    void reserve(int memories) {
        slots.reserve(memories);
        postings.reserve(memories);
    }

    /// Gives back room to grow. While loading, before anyone else sees the index.
    void trim() {
        slots.trim();
        postings.trim();
    }

    /// A chunk of slots that has changed since it was taken last, in the form it is to be saved in; empty when
    /// there is none.
    <T> Optional<T> takeUnsaved(IntFunction<T> form) {
        return read(() -> {
            synchronized (unsaved) {
                int chunk = unsaved.nextSetBit(0);
                if (chunk < 0) {
                    return Optional.empty();
                }
                unsaved.clear(chunk);
                return Optional.of(form.apply(chunk));
            }
        });
    }

    /// A chunk that was taken to be saved was not.
    void notSaved(int chunk) {
        read(() -> {
            synchronized (unsaved) {
                unsaved.set(chunk);
                return chunk;
            }
        });
    }

    /// Places of deleted memories between those of others, which keep their room until they are taken again.
    int deleted() {
        return read(slots::deleted);
    }

    /// Memory held, an estimate that may be some changes old: to count after every write, under the lock, would hold
    /// up the next one.
    long bytes() {
        Counted last = counted;
        long seen = changes.get();
        if (last == null || seen - last.changes >= Math.clamp(last.changes / 8, 1, CHANGES_UNCOUNTED)) {
            last = new Counted(
                    seen, read(() -> slots.bytes() + postings.bytes() + (codes == null ? 0 : codes.bytes())));
            counted = last;
        }
        return last.bytes;
    }

    private boolean put(IndexChange.Put change) {
        StoredMemory stored = change.stored();
        Memory memory = stored.memory();
        int slot = slots.find(memory.id());
        if (slot != Slots.NONE && slots.rid(slot) != stored.rid()) {
            remove(slot);
            slot = Slots.NONE;
        }
        if (slot == Slots.NONE) {
            if (change.words().isEmpty()) {
                return false;
            }
            slot = slots.add(memory, stored.rid());
        } else {
            slots.change(slot, memory);
        }
        unsaved.set(slot / VectorCodes.CHUNK_SLOTS);
        if (change.words().isPresent()) {
            postings.remove(slot);
            postings.add(slot, change.words().get());
        }
        if (change.vector().isPresent()) {
            RotatedVector vector = change.vector().get();
            if (codes == null) {
                codes = new VectorCodes(vector.dimension());
            }
            codes.put(slot, vector);
        }
        // What is written need not be searched for soon, and under many writes keeping it would cost more than all
        // else: whoever compares it reads it once and keeps it then.
        vectors.forget(stored.rid());
        return true;
    }

    private boolean revise(StoredMemory stored, boolean hasEmbedding) {
        int slot = slots.find(stored.memory().id());
        if (slot == Slots.NONE || slots.rid(slot) != stored.rid()) {
            return false;
        }
        slots.change(slot, stored.memory(), hasEmbedding);
        unsaved.set(slot / VectorCodes.CHUNK_SLOTS);
        return true;
    }

    private void remove(int slot) {
        if (slot != Slots.NONE) {
            unsaved.set(slot / VectorCodes.CHUNK_SLOTS);
            postings.remove(slot);
            vectors.forget(slots.rid(slot));
            slots.remove(slot);
        }
    }
}
