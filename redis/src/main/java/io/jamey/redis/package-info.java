/// A cache that processes share, in Redis, and how they tell each other of writes.
///
/// [io.jamey.redis.RedisCachedMemoryStore] is what users open.
@NullMarked
package io.jamey.redis;

import org.jspecify.annotations.NullMarked;
