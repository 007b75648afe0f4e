package io.jamey.bench.data;

import java.util.SplittableRandom;

/// Streams of random numbers that are found by what they are for, so that every row can be made without the
/// others.
///
/// @param seed of all of them
record Streams(long seed) {
    /// What a stream is for: streams of different uses have nothing in common.
    enum Use {
        MEAN(1),
        AXES(2),
        QUESTION_STYLE(3),
        TOPIC(4),
        THREAD(5),
        THREAD_WORDS(11),
        ROW(6),
        ROW_VECTOR(7),
        ROW_TEXT(8),
        QUESTION(9),
        QUESTION_VECTOR(10);

        private final long key;

        Use(long key) {
            this.key = key;
        }
    }

    /// The n-th stream of a use, from its beginning.
    SplittableRandom of(Use use, long number) {
        return new SplittableRandom(mix(mix(seed + use.key) + number));
    }

    /// The finalizer of SplittableRandom (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014):
    /// neighbouring inputs give unrelated outputs.
    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }
}
