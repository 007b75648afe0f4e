/// Where an operation's time and memory go: samples taken by Flight Recorder while its calls run, merged into
/// trees of calls, and drawn as flame graphs.
@NullMarked
package io.jamey.bench.profile;

import org.jspecify.annotations.NullMarked;
