/// The regression gate: what was measured of two programs side by side, what follows from it, and how sure that
/// is. Measures nothing itself.
@NullMarked
package io.jamey.bench.gate;

import org.jspecify.annotations.NullMarked;
