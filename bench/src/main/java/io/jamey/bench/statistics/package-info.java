/// Statistics that the regression gate stands on, by hand and tested against known values. Knows nothing of
/// benchmarks.
@NullMarked
package io.jamey.bench.statistics;

import org.jspecify.annotations.NullMarked;
