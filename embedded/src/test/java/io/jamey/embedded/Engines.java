package io.jamey.embedded;

import io.jamey.embedded.records.RecordFile;
import io.jamey.words.WordAnalyzer;
import java.time.InstantSource;

/// Engines for tests that look inside a store, or do its work one step at a time.
final class Engines {
    private static final long VECTOR_BYTES = 1 << 20;

    private Engines() {}

    /// Over a file, which the caller closes.
    static Engine over(RecordFile records, InstantSource clock) {
        return new Engine(
                records,
                new FixedDimension(records),
                new Residents(Long.MAX_VALUE),
                new VectorCache(VECTOR_BYTES),
                new WordAnalyzer(),
                clock);
    }
}
