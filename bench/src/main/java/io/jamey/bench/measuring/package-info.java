/// Measures one operation in this process: warm-up, slices, time on the wall and on the processor, bytes
/// allocated and written.
@NullMarked
package io.jamey.bench.measuring;

import org.jspecify.annotations.NullMarked;
