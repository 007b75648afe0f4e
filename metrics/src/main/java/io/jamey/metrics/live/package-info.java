/// The last hour of a store and its process, in memory: what the dashboard, `jamey top` and alerts in this process are
/// read from.
@NullMarked
package io.jamey.metrics.live;

import org.jspecify.annotations.NullMarked;
