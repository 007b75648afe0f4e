package io.jamey.embedded.vectors;

/// A chunk coded anew around the current mean, not yet in its place.
public final class Recentred {
    private final int index;
    private final Chunk replaced;
    private final int puts;
    private final Chunk chunk;

    Recentred(int index, Chunk replaced, Chunk chunk) {
        this.index = index;
        this.replaced = replaced;
        this.puts = replaced.puts;
        this.chunk = chunk;
    }

    /// The index of the chunk, to be persisted again once installed.
    public int index() {
        return index;
    }

    Chunk chunk() {
        return chunk;
    }

    /// Whether nothing was put into the chunk since it was read.
    boolean replaces(Chunk current) {
        return current == replaced && current.puts == puts;
    }
}
