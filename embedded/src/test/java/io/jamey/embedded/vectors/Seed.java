package io.jamey.embedded.vectors;

/// Where random tests begin: repeat a failure with `-Djamey.test.seed=...`.
final class Seed {
    private Seed() {}

    static long next() {
        long seed = Long.getLong("jamey.test.seed", System.nanoTime());
        System.err.println("jamey.test.seed=" + seed);
        return seed;
    }
}
