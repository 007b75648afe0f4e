/// What a later program is compared with: figures, and the code they came from, ready to run again.
@NullMarked
package io.jamey.bench.baseline;

import org.jspecify.annotations.NullMarked;
