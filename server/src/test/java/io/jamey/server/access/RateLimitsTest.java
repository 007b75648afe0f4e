package io.jamey.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final Caller CI = new Caller("ci", Scope.everything(), Permission.READ);
    private static final Caller CD = new Caller("cd", Scope.everything(), Permission.READ);

    /// Stands still until it is moved.
    private static final class Nanos implements TimeMeter {
        private long now = 1_000_000_000_000L;

        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    private static boolean taken(RateLimits limits, Caller caller) {
        try {
            limits.take(caller);
            return true;
        } catch (Refusal refusal) {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TOO_MANY_REQUESTS);
            return false;
        }
    }

    @Test
    void withoutARateNothingIsCounted() {
        var limits = new RateLimits(Optional.empty());

        for (int i = 0; i < 10_000; i++) {
            limits.take(CI);
        }
    }

    @Test
    void aBurstPassesAndThenOneAtATime() {
        var clock = new Nanos();
        var limits = new RateLimits(Optional.of(new Rate(10, 3)), clock);

        for (int i = 0; i < 3; i++) {
            assertThat(taken(limits, CI)).isTrue();
        }
        assertThatThrownBy(() -> limits.take(CI))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.retryAfterMillis()).hasValue(100))
                .hasMessageContaining("10 requests a second");
        clock.now += TimeUnit.MILLISECONDS.toNanos(100);
        assertThat(taken(limits, CI)).isTrue();
        assertThat(taken(limits, CI)).isFalse();
    }

    @Test
    void oneKeyDoesNotUseUpAnothers() {
        var limits = new RateLimits(Optional.of(new Rate(1, 1)), new Nanos());

        assertThat(taken(limits, CI)).isTrue();
        assertThat(taken(limits, CI)).isFalse();
        assertThat(taken(limits, CD)).isTrue();
    }

    /// Against the rule itself: in no span of time more than the burst and what comes in that time; and
    /// whoever waits as long as they are told gets through.
    @Test
    void randomArrivalsNeverPassTheRateAndWaitingAsToldHelps() {
        Random random = Seed.random();
        for (int round = 0; round < 200; round++) {
            var rate = new Rate(1 + random.nextInt(2_000), 1 + random.nextInt(50));
            var clock = new Nanos();
            long begun = clock.now;
            var limits = new RateLimits(Optional.of(rate), clock);
            long passed = 0;
            for (int i = 0; i < 200; i++) {
                clock.now += random.nextInt(3) == 0 ? 0 : (long) (random.nextDouble() * 2e9 / rate.perSecond());
                if (taken(limits, CI)) {
                    passed++;
                } else {
                    long wait = waitMillis(limits);
                    clock.now += TimeUnit.MILLISECONDS.toNanos(wait);
                    assertThat(taken(limits, CI))
                            .as("after %d ms, %s", wait, rate)
                            .isTrue();
                    passed++;
                }
                double allowed = rate.burst() + (clock.now - begun) / 1e9 * rate.perSecond();
                assertThat((double) passed).as("%s", rate).isLessThanOrEqualTo(allowed + 1e-6);
            }
        }
    }

    private static long waitMillis(RateLimits limits) {
        try {
            limits.take(CI);
            throw new AssertionError("it was refused a moment ago");
        } catch (Refusal refusal) {
            return refusal.retryAfterMillis().orElseThrow();
        }
    }

    @Test
    void manyThreadsTakeNoMoreThanThereIs() throws InterruptedException {
        var limits = new RateLimits(Optional.of(new Rate(1, 1_000)), new Nanos());
        var passed = new AtomicInteger();
        var threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().start(() -> {
                for (int n = 0; n < 500; n++) {
                    if (taken(limits, CI)) {
                        passed.incrementAndGet();
                    }
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(passed).hasValue(1_000);
    }
}
