package io.jamey.embedded.vectors;

/// A vector as codes are made of it: at unit length, rotated. Most of the work of coding, and independent of the
/// index it will be put into, so that whoever brings a vector can do it before taking any lock. Immutable.
public final class RotatedVector {
    private final int dimension;

    /// Not to be written to.
    final float[] unit;

    RotatedVector(int dimension, float[] unit) {
        this.dimension = dimension;
        this.unit = unit;
    }

    /// Rotates a vector.
    ///
    /// @param vector finite components, not all zero, of any length; not kept
    /// @throws IllegalArgumentException if it is no such vector
    public static RotatedVector of(float[] vector) {
        VectorCodes.checkDimension(vector.length);
        return new RotatedVector(vector.length, Rotation.of(vector.length).unit(vector));
    }

    /// How many components the vector had before.
    public int dimension() {
        return dimension;
    }
}
