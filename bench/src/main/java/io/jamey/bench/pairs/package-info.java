/// Two programs measured side by side: live pairs of JVMs, the protocol they are spoken to with, and the loop
/// that measures block after block until enough is known.
@NullMarked
package io.jamey.bench.pairs;

import org.jspecify.annotations.NullMarked;
