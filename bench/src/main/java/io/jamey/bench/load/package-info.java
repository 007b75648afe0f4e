/// Load tests: many requests at once against a store full of made-up memories, with latencies that hide no waiting
/// and a check that nothing was lost.
///
/// [LoadTest] is the door. [OpenLoop] sends requests when a [Schedule] says so, whatever the store does; [ClosedLoop]
/// has clients that wait for each answer. [Workload] makes requests and checks answers, [Recording] measures them,
/// [Verdict] says what the figures are worth, and [SelfTest] whether to believe the verdict.
@NullMarked
package io.jamey.bench.load;

import org.jspecify.annotations.NullMarked;
