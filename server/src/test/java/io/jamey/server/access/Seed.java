package io.jamey.server.access;

import java.util.Random;

/// Where random tests begin: another place each time, printed, and chosen again with `-Djamey.seed=N`.
final class Seed {
    private Seed() {}

    static Random random() {
        long seed = Long.getLong("jamey.seed", System.nanoTime());
        System.out.println("repeat with -Djamey.seed=" + seed);
        return new Random(seed);
    }
}
