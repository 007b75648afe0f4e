/// Stores that wrap a store and keep the same contract: each adds one thing and forwards the rest.
///
/// A layer extends [io.jamey.layers.ForwardingMemoryStore] and overrides the calls it is about. Layers are
/// stacked by whoever opens the store; none knows which others there are.
@NullMarked
package io.jamey.layers;

import org.jspecify.annotations.NullMarked;
