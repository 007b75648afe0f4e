package io.jamey.embedded;

import io.jamey.embedded.vectors.VectorSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Embeddings lately compared, as they are in the file, so that a search need not read them there.
///
/// Each is copied into an array that stays, over the one it pushes out: nothing here becomes garbage while searches
/// go on. Where the heap is small, a search misses hundreds; an array for each would be old before it is dropped, and
/// only a collection of the whole heap takes back what is old.
///
/// An entry has its place in one of many small groups, by its row. In each a clock hand goes around (Corbató, A Paging
/// Experiment with the Multics System, 1968): a newcomer that finds its group full takes the entry at the hand if that
/// has not been used lately, else stays outside, and the entry counts as used once less. So what is read once does not
/// push out what is compared again and again.
///
/// Keyed by row: rows are never given out twice, so an entry cannot pass for another memory's. Whoever changes
/// or removes a row says so here, under the lock of its namespace; whoever reads it to put it here holds that
/// lock too. Thread-safe.
final class VectorCache {
    /// What an entry costs besides its components, an estimate.
    private static final int ENTRY_BYTES = 40;

    private static final int GROUP_SIZE = 16;

    /// Uses beyond it are not counted.
    private static final int USES_MAX = 3;

    /// Spreads rows over groups evenly, whatever steps they come in (Knuth, The Art of Computer Programming 6.4).
    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

    /// No row has this number.
    private static final long NONE = 0;

    private final long bytesMax;

    /// Made when the first embedding tells how large they are.
    private volatile @Nullable Groups groups;

    VectorCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// Shows the embedding in a row to `each`, which must not come back here.
    ///
    /// @param place for `each` to know it by
    /// @return whether it is here
    boolean visit(long rid, int place, VectorSource.Each each) {
        Groups all = groups;
        Group group = all == null ? null : all.ifMade(rid);
        return group != null && group.visit(rid, place, each);
    }

    /// Takes a copy, if there is room for it or something less used.
    ///
    /// @param vector as long as all others
    void put(long rid, float[] vector) {
        Groups all = groups;
        if (all == null) {
            all = make(vector.length);
        }
        if (all.size > 0) {
            all.held.addAndGet(all.group(rid).put(rid, vector));
        }
    }

    private synchronized Groups make(int dimension) {
        Groups made = groups;
        if (made == null) {
            made = new Groups(bytesMax, dimension);
            groups = made;
        }
        return made;
    }

    void forget(long rid) {
        Groups all = groups;
        Group group = all == null ? null : all.ifMade(rid);
        if (all != null && group != null) {
            all.held.addAndGet(-group.forget(rid));
        }
    }

    void clear() {
        groups = null;
    }

    /// Whether reading ahead would push out what was put here for a reason.
    boolean isNearlyFull() {
        Groups all = groups;
        return all == null ? bytesMax == 0 : all.held.get() >= all.room() / 10.0 * 9;
    }

    /// Memory held, an estimate.
    long bytes() {
        Groups all = groups;
        return all == null ? 0 : all.held.get() * all.entryBytes;
    }

    /// Made one by one, when they are needed.
    private static final class Groups {
        private final int entryBytes;
        /// Entries of each group.
        private final int size;
        private final AtomicReferenceArray<@Nullable Group> made;
        /// Entries of all.
        private final AtomicLong held = new AtomicLong();

        Groups(long bytesMax, int dimension) {
            entryBytes = ENTRY_BYTES + Float.BYTES * dimension;
            long entries = bytesMax / entryBytes;
            size = (int) Math.min(GROUP_SIZE, entries);
            made = new AtomicReferenceArray<>(Math.clamp(entries / GROUP_SIZE, 1, Integer.MAX_VALUE / 2));
        }

        long room() {
            return (long) made.length() * size;
        }

        @Nullable Group ifMade(long rid) {
            return made.get(place(rid));
        }

        Group group(long rid) {
            int place = place(rid);
            Group group = made.get(place);
            if (group == null) {
                made.compareAndSet(place, null, new Group(size));
                group = made.get(place);
            }
            return group;
        }

        private int place(long rid) {
            long spread = (rid * GOLDEN_RATIO) >>> Integer.SIZE;
            return (int) ((spread * made.length()) >>> Integer.SIZE);
        }
    }

    private static final class Group {
        private final long[] rids;
        private final float[][] vectors;
        private final byte[] uses;
        private int hand;

        Group(int size) {
            rids = new long[size];
            vectors = new float[size][0];
            uses = new byte[size];
        }

        synchronized boolean visit(long rid, int place, VectorSource.Each each) {
            int at = find(rid);
            if (at < 0) {
                return false;
            }
            uses[at] = (byte) Math.min(USES_MAX, uses[at] + 1);
            each.accept(place, vectors[at]);
            return true;
        }

        /// Returns how many entries more there are.
        synchronized int put(long rid, float[] vector) {
            int at = find(rid);
            at = at < 0 ? find(NONE) : at;
            if (at < 0) {
                at = hand;
                hand = (hand + 1) % rids.length;
                if (uses[at] > 0) {
                    uses[at]--;
                    return 0;
                }
            }
            rids[at] = rid;
            uses[at] = 0;
            if (vectors[at].length == 0) {
                vectors[at] = vector.clone();
                return 1;
            }
            System.arraycopy(vector, 0, vectors[at], 0, vector.length);
            return 0;
        }

        /// Returns how many entries fewer there are.
        synchronized int forget(long rid) {
            int at = find(rid);
            if (at < 0) {
                return 0;
            }
            rids[at] = NONE;
            vectors[at] = new float[0];
            return 1;
        }

        private int find(long rid) {
            for (int at = 0; at < rids.length; at++) {
                if (rids[at] == rid) {
                    return at;
                }
            }
            return -1;
        }
    }
}
