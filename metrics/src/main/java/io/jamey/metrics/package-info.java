/// What a store and its process do, measured.
@NullMarked
package io.jamey.metrics;

import org.jspecify.annotations.NullMarked;
