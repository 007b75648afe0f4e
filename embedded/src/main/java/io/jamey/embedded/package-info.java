/// The embedded store: one SQLite file as the truth, and Jamey's own index of vectors and words beside it.
@NullMarked
package io.jamey.embedded;

import org.jspecify.annotations.NullMarked;
