/// Made-up memories of any number that look real to a store: where their vectors lie, how their words are spread,
/// which of them a filter accepts. The same from the same seed, and the n-th without the ones before it.
///
/// [SampleMemories] is the door; [SampleVectors] and [SampleTexts] are its two halves, [VectorStatistics] shows how
/// close to real embeddings they come.
@NullMarked
package io.jamey.bench.data;

import org.jspecify.annotations.NullMarked;
