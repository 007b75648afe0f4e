package io.jamey.embedded.vectors;

import java.util.concurrent.ConcurrentHashMap;

/// The point around which vectors are coded, rotated: the namespace's mean at some time. Immutable, and
/// compared by identity.
final class Centre {
    private static final ConcurrentHashMap<Integer, Centre> ORIGINS = new ConcurrentHashMap<>();

    /// 0 for the origin, with which a namespace begins; later centres count up.
    final int generation;

    /// Not to be written to.
    final float[] point;

    /// The square of the distance from the origin.
    final double squaredNorm;

    /// @param point taken over
    Centre(int generation, float[] point) {
        this.generation = generation;
        this.point = point;
        double squares = 0;
        for (float component : point) {
            squares += (double) component * component;
        }
        this.squaredNorm = squares;
    }

    static Centre origin(int rotatedDimension) {
        return ORIGINS.computeIfAbsent(rotatedDimension, rotated -> new Centre(0, new float[rotated]));
    }
}
