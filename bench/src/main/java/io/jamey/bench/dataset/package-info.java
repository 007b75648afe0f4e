/// Stores full of made-up memories, built once and kept in a folder, with the right answers to questions about
/// them.
@NullMarked
package io.jamey.bench.dataset;

import org.jspecify.annotations.NullMarked;
