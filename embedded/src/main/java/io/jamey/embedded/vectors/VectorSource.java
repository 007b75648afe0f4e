package io.jamey.embedded.vectors;

/// Where the vectors themselves are: read by slot when codes are made anew.
@FunctionalInterface
public interface VectorSource {
    /// Copies the vector of a slot to `target`, which has the index's dimension.
    ///
    /// @return whether the slot still has a vector; if not, `target` is ignored and the slot's code is dropped
    boolean read(int slot, float[] target);
}
