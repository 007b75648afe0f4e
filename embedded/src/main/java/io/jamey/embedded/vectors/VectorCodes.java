package io.jamey.embedded.vectors;

import java.util.BitSet;

/// The vectors of one namespace as one-bit codes, searched by scanning them all and rescoring the best exactly.
///
/// Slots 0, 1, 2 ... are assigned by the caller; a slot may have no vector. Which slots are alive or match a
/// filter is the caller's business too: each search brings a bitmap of the slots it accepts.
///
/// **Threads.** The caller guards an index with a read-write lock: methods marked *read lock* may run together,
/// methods marked *write lock* run alone.
public final class VectorCodes {
    /// The largest dimension.
    public static final int DIMENSION_MAX = 8192;

    /// How many slots one chunk holds: slot s lies in chunk s / 1024.
    public static final int CHUNK_SLOTS = 1024;

    private final int dimension;
    private final BitSet present = new BitSet();

    public VectorCodes(int dimension) {
        if (dimension < 1 || dimension > DIMENSION_MAX) {
            throw new IllegalArgumentException(
                    "dimension must be between 1 and " + DIMENSION_MAX + ", not " + dimension);
        }
        this.dimension = dimension;
    }

    public int dimension() {
        return dimension;
    }

    /// Codes a vector into a slot, in place of the one it had. *Write lock.*
    ///
    /// @param vector finite components, not all zero, of any length; not kept
    public void put(int slot, float[] vector) {
        present.set(slot);
    }

    /// The bytes of heap held, codes and factors and all. *Read lock.*
    public long bytes() {
        return present.size() / 8;
    }

    /// The best slots among those accepted, by exact cosine. *Read lock.*
    ///
    /// @param accept bit s (of word s / 64) is set if slot s may be a hit; slots without a vector never are
    public Hits search(float[] query, long[] accept, VectorSearch spec) {
        BitSet accepted = BitSet.valueOf(accept);
        accepted.and(present);
        int[] slots = accepted.stream().toArray();
        double[] cosines = new double[slots.length];
        spec.scorer().score(slots, slots.length, cosines);
        Integer[] order = accepted.stream().boxed().toArray(Integer[]::new);
        double[] bySlot = new double[present.length()];
        for (int i = 0; i < slots.length; i++) {
            bySlot[slots[i]] = cosines[i];
        }
        java.util.Arrays.sort(order, (a, b) -> {
            int closer = Double.compare(bySlot[b], bySlot[a]);
            return closer != 0 ? closer : spec.tieOrder().applyAsInt(a, b);
        });
        int size = Math.min(spec.limit(), order.length);
        int[] best = new int[size];
        double[] closeness = new double[size];
        for (int i = 0; i < size; i++) {
            best[i] = order[i];
            closeness[i] = bySlot[order[i]];
        }
        return new Hits(best, closeness, 0, slots.length, false);
    }

    /// Whether some chunk's codes are centred on a mean that the namespace has moved away from. *Read lock.*
    public boolean recentreDue() {
        return false;
    }

    /// Codes one stale chunk anew around the current mean, aside, while searches go on; [#install] puts it in
    /// place. *Read lock.*
    ///
    /// Reads up to [#CHUNK_SLOTS] vectors. Must only be called when [#recentreDue()].
    public Recentred recentre(VectorSource source) {
        return new Recentred(0);
    }

    /// Puts a chunk coded anew in place; a pointer's worth of work. *Write lock.*
    ///
    /// @return whether it was; false if the chunk was written to meanwhile, so that the work must be done again
    public boolean install(Recentred recentred) {
        return recentred.chunk() >= 0;
    }

    /// How many chunks there are. *Read lock.*
    public int chunks() {
        return (present.length() + CHUNK_SLOTS - 1) / CHUNK_SLOTS;
    }

    /// A chunk as bytes to be kept, complete in itself: codes, factors and what they are centred on. *Read lock.*
    public byte[] chunk(int index) {
        return present.get(index * CHUNK_SLOTS, (index + 1) * CHUNK_SLOTS).toByteArray();
    }

    /// Puts back a chunk that [#chunk] gave, in place of any it has there. *Write lock.*
    ///
    /// @throws IllegalArgumentException if the bytes are not such a chunk, of another dimension, or another
    ///     version's; nothing is changed. A checksum is the caller's, and what it lets pass is believed.
    public void restore(byte[] chunk) {
        present.or(BitSet.valueOf(chunk));
    }
}
