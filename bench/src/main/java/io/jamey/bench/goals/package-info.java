/// The goals of docs/benchmarks.md that need no other library, each with its limits and how it is measured.
@NullMarked
package io.jamey.bench.goals;

import org.jspecify.annotations.NullMarked;
