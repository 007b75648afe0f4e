/// The code that is measured, as something that can be kept, named and run again.
@NullMarked
package io.jamey.bench.code;

import org.jspecify.annotations.NullMarked;
