/// Close vectors found fast: one-bit codes of every vector of a namespace, scanned whole and checked exactly.
///
/// [VectorCodes] is the room; [VectorSearch] is what one asks of it and [Hits] what comes back. The vectors
/// themselves stay in the records' file and are read through [VectorSource] and [ExactScorer]. [Cosine] is the
/// measure, [RecallProbe] finds out how well it goes.
@NullMarked
package io.jamey.embedded.vectors;

import org.jspecify.annotations.NullMarked;
