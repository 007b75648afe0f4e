/// When a tier hears of writes that other processes made: strategies that stand before it and can be put together.
///
/// ```java
/// shared.tell(cached);                                                      // immediate
/// shared.tell(new DelayedInvalidation(cached, Duration.ofMillis(500)));     // bursts cost one
/// shared.tell(new AdaptiveInvalidation(cached, new DelayedInvalidation(cached, Duration.ofSeconds(2)), 20, clock));
/// shared.tell(manual = new ManualInvalidation(cached));                     // when manual.apply() is called
/// ```
///
/// A process's own writes are none of their business: it sees those at once, always. Nor can any of them keep a tier
/// serving when it can no longer be told of writes: suspending passes through at once.
@NullMarked
package io.jamey.cache.invalidation;

import org.jspecify.annotations.NullMarked;
