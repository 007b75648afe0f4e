package io.jamey.bench.pairs;

import io.jamey.bench.dataset.DataShape;
import java.nio.file.Path;

/// The two programs that are compared, and on which data.
///
/// @param backend the kind of store
/// @param cache folder of all data sets
/// @param temporary folder in which blocks make their own
/// @param patience with workers that do not answer
public record Setting(
        Contestant base,
        Contestant candidate,
        String backend,
        DataShape shape,
        Path cache,
        Path temporary,
        Patience patience) {
    /// With the usual patience.
    public Setting(Contestant base, Contestant candidate, String backend, DataShape shape, Path cache, Path temporary) {
        this(base, candidate, backend, shape, cache, temporary, Patience.USUAL);
    }
}
