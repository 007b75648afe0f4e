/// Jamey beside what a Java developer would take otherwise: same data, same questions, one run, one thread.
///
/// A [Peer] is one of them, [Comparison] measures them in turns, [Report] is what comes out.
@NullMarked
package io.jamey.lab.peers;

import org.jspecify.annotations.NullMarked;
