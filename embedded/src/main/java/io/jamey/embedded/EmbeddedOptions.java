package io.jamey.embedded;

import io.jamey.Limits;
import io.jamey.words.Language;
import java.time.InstantSource;
import java.util.OptionalInt;

/// How an [EmbeddedMemoryStore] is opened.
///
/// @param dimension of all embeddings, to fix it now; otherwise the first embedding stored fixes it
/// @param language of the contents, for word endings and stop words
/// @param indexBytes memory for indexes of namespaces; when it is short, those unused for longest are dropped
///     and loaded again when needed. The ones in use right now may exceed it
/// @param vectorBytes memory for embeddings lately compared, which searches otherwise read from the file
/// @param clock the time, injected for tests
public record EmbeddedOptions(
        OptionalInt dimension, Language language, long indexBytes, long vectorBytes, InstantSource clock) {
    private static final long INDEX_BYTES_MIN = 1 << 20;

    public EmbeddedOptions {
        if (dimension.isPresent() && (dimension.getAsInt() < 1 || dimension.getAsInt() > Limits.DIMENSIONS)) {
            throw new IllegalArgumentException(
                    "dimension must be between 1 and " + Limits.DIMENSIONS + ", not " + dimension.getAsInt());
        }
        if (indexBytes < INDEX_BYTES_MIN) {
            throw new IllegalArgumentException("indexBytes must be at least 1 MiB, not " + indexBytes);
        }
        if (vectorBytes < 0) {
            throw new IllegalArgumentException("vectorBytes must not be negative, not " + vectorBytes);
        }
    }

    /// English, any dimension, half of the heap for indexes, a fifth for embeddings, the system's clock.
    public static EmbeddedOptions defaults() {
        return new EmbeddedOptions(
                OptionalInt.empty(),
                Language.ENGLISH,
                Math.max(INDEX_BYTES_MIN, Runtime.getRuntime().maxMemory() / 2),
                Runtime.getRuntime().maxMemory() / 5,
                InstantSource.system());
    }

    public EmbeddedOptions dimension(int value) {
        return new EmbeddedOptions(OptionalInt.of(value), language, indexBytes, vectorBytes, clock);
    }

    public EmbeddedOptions language(Language value) {
        return new EmbeddedOptions(dimension, value, indexBytes, vectorBytes, clock);
    }

    public EmbeddedOptions indexBytes(long value) {
        return new EmbeddedOptions(dimension, language, value, vectorBytes, clock);
    }

    public EmbeddedOptions vectorBytes(long value) {
        return new EmbeddedOptions(dimension, language, indexBytes, value, clock);
    }

    public EmbeddedOptions clock(InstantSource value) {
        return new EmbeddedOptions(dimension, language, indexBytes, vectorBytes, value);
    }
}
