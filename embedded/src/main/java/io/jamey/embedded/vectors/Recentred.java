package io.jamey.embedded.vectors;

import java.util.stream.IntStream;

/// A chunk that is coded anew around the current mean, not yet in its place.
public final class Recentred {
    /// Slots coded in one step: writes wait no longer than that takes.
    private static final int STEP = 32;

    private final int index;
    private final Chunk replaced;
    private final int puts;
    private final Chunk chunk;
    private final Rotation rotation;
    private final VectorSource source;
    private int next;

    /// @param chunk empty, around the current mean
    Recentred(int index, Chunk replaced, Chunk chunk, Rotation rotation, VectorSource source) {
        this.index = index;
        this.replaced = replaced;
        this.puts = replaced.puts;
        this.chunk = chunk;
        this.rotation = rotation;
        this.source = source;
    }

    /// Codes some more slots. *Read lock.*
    ///
    /// @return whether any are left; none are when the chunk has been written to meanwhile, so that the work is in
    ///     vain
    public boolean advance() {
        if (replaced.puts != puts) {
            return false;
        }
        int end = Math.min(replaced.slots(), next + STEP);
        int[] present = IntStream.range(next, end).filter(replaced::has).toArray();
        int first = index * VectorCodes.CHUNK_SLOTS;
        source.read(
                IntStream.of(present).map(slot -> first + slot).toArray(),
                (place, vector) -> chunk.put(present[place], rotation.unit(vector)));
        next = end;
        return next < replaced.slots();
    }

    /// The index of the chunk, to be persisted again once installed.
    public int index() {
        return index;
    }

    Chunk chunk() {
        return chunk;
    }

    /// Whether all is coded and nothing was put into the chunk since it was begun.
    boolean replaces(Chunk current) {
        return next >= replaced.slots() && current == replaced && current.puts == puts;
    }
}
