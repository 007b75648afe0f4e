package io.jamey.embedded.vectors;

/// A chunk coded anew around the current mean, not yet in its place.
public final class Recentred {
    private final int chunk;

    Recentred(int chunk) {
        this.chunk = chunk;
    }

    /// The index of the chunk, to be persisted again once installed.
    public int chunk() {
        return chunk;
    }
}
