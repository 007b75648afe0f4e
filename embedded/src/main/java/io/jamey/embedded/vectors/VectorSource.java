package io.jamey.embedded.vectors;

/// Where the vectors themselves are: read by slot when codes are made anew, or compared with what was found.
@FunctionalInterface
public interface VectorSource {
    /// Reads the vectors of some slots, which costs less than one by one.
    ///
    /// @param slots in ascending order
    /// @param each hears of those slots that have a vector, in any order
    void read(int[] slots, Each each);

    /// Takes what is read.
    @FunctionalInterface
    interface Each {
        /// Takes one vector.
        ///
        /// @param place of the slot among those asked for
        /// @param vector of the index's dimension; neither changed nor kept
        void accept(int place, float[] vector);
    }
}
