package io.jamey.postgres;

import io.jamey.Limits;

/// What every call checks that takes many at once.
final class Checks {
    private Checks() {}

    static void batch(int size) {
        if (size > Limits.BATCH) {
            throw new IllegalArgumentException(
                    "a batch may have at most " + Limits.BATCH + " elements, not " + size + ": split it");
        }
    }
}
