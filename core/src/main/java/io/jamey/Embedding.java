package io.jamey;

import java.util.Arrays;

/// A vector that stands for a text's meaning: 1 to [Limits#DIMENSIONS] finite components, not all zero, of any
/// length.
///
/// Immutable and shared by reference; kept as given (not normalised). Closeness is the cosine, whatever the
/// lengths.
public final class Embedding {
    private final float[] components;
    private final double norm;

    private Embedding(float[] components) {
        Checks.range("embedding dimension", components.length, 1, Limits.DIMENSIONS);
        double squares = 0;
        for (int i = 0; i < components.length; i++) {
            if (!Float.isFinite(components[i])) {
                throw new IllegalArgumentException("embedding component " + i + " is " + components[i]
                        + ": all components must be finite numbers");
            }
            squares += (double) components[i] * components[i];
        }
        if (squares == 0) {
            throw new IllegalArgumentException("embedding is the zero vector, which is close to nothing: leave it out");
        }
        this.components = components;
        this.norm = Math.sqrt(squares);
    }

    /// Copies the components.
    public static Embedding of(float... components) {
        return new Embedding(components.clone());
    }

    /// Takes the array over without a copy: the caller must not touch it again.
    public static Embedding owning(float[] components) {
        return new Embedding(components);
    }

    public int dimension() {
        return components.length;
    }

    /// The Euclidean length, positive and finite.
    public double norm() {
        return norm;
    }

    public float at(int index) {
        return components[index];
    }

    /// Copies all components to `target`, beginning at `offset`.
    public void copyTo(float[] target, int offset) {
        System.arraycopy(components, 0, target, offset, components.length);
    }

    public float[] toArray() {
        return components.clone();
    }

    /// The cosine of the angle to another embedding of the same dimension, in [-1, 1], computed in double
    /// precision.
    public double cosine(Embedding other) {
        if (other.components.length != components.length) {
            throw new IllegalArgumentException("embeddings of dimension " + components.length + " and "
                    + other.components.length + " do not compare");
        }
        double dot = 0;
        for (int i = 0; i < components.length; i++) {
            dot += (double) components[i] * other.components[i];
        }
        return Math.clamp(dot / (norm * other.norm), -1.0, 1.0);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Embedding other && Arrays.equals(components, other.components);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(components);
    }

    /// Dimension only: an embedding is content, and content stays out of logs.
    @Override
    public String toString() {
        return "Embedding[" + components.length + "]";
    }
}
