package io.jamey.embedded.records;

import java.time.InstantSource;

/// How a [RecordFile] runs.
///
/// @param bytesMax the most the file may grow to, its log not counted; [Long#MAX_VALUE] for no limit but the
///     disk's
public record Settings(InstantSource clock, WriterListener listener, long bytesMax) {
    /// Writes that may wait for the writer thread; further callers wait to be let in.
    public static final int QUEUE = 1_024;

    public Settings {
        if (bytesMax < 1 << 20) {
            throw new IllegalArgumentException("bytesMax must be at least 1 MiB, not " + bytesMax);
        }
    }

    public static Settings defaults(InstantSource clock) {
        return new Settings(clock, new WriterListener() {}, Long.MAX_VALUE);
    }

    public Settings listener(WriterListener value) {
        return new Settings(clock, value, bytesMax);
    }

    public Settings bytesMax(long value) {
        return new Settings(clock, listener, value);
    }
}
