/// What is measured: the operations of a store, in groups, each with its inputs and its budget. How it is
/// measured is `io.jamey.bench.measuring`'s.
@NullMarked
package io.jamey.bench.groups;

import org.jspecify.annotations.NullMarked;
