/// One contract suite for all stores, and the reference store they are compared with.
///
/// A store's test extends [io.jamey.testkit.MemoryStoreContract]; the promises themselves are in the interfaces
/// it joins, one for each capability. Tests that just need some store take
/// [io.jamey.testkit.ReferenceMemoryStore], with a [io.jamey.testkit.MovableClock]. The suite is itself tested:
/// this module's tests plant bugs into the reference store, and each must be caught.
@NullMarked
package io.jamey.testkit;

import org.jspecify.annotations.NullMarked;
