/// Runs of `jamey bench`, one a line, and the points at which their figures changed.
@NullMarked
package io.jamey.bench.history;

import org.jspecify.annotations.NullMarked;
