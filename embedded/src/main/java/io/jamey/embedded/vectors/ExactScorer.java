package io.jamey.embedded.vectors;

/// Gives exact cosines for slots, from the vectors themselves.
@FunctionalInterface
public interface ExactScorer {
    /// Writes the cosine of the query and the vector of `slots[i]` to `cosines[i]`, for i from 0 to `count` - 1.
    ///
    /// Slots come in ascending order, at most [VectorSearch#BATCH] in one call. NaN means that the slot has no
    /// vector (any more): it is left out. Equal vectors must get equal cosines; [Cosine] sees to that.
    void score(int[] slots, int count, double[] cosines);
}
