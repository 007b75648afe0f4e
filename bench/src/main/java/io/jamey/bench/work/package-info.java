/// Work that is counted, not timed: what noise cannot change.
@NullMarked
package io.jamey.bench.work;

import org.jspecify.annotations.NullMarked;
