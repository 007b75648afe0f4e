package io.jamey.cache.invalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.testkit.MovableClock;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What each strategy promises, with a tier that has read an old value: whether it still serves it.
class InvalidationStrategiesTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final Namespace OTHER = Namespace.of("other");
    private static final UUID ID = new UUID(1, 1);
    private static final Duration DELAY = Duration.ofSeconds(2);

    private final MovableClock clock = new MovableClock();
    private final ReferenceMemoryStore store = new ReferenceMemoryStore(clock);
    private final CachedMemoryStore tier =
            new CachedMemoryStore(store, CacheOptions.defaults().clock(clock));
    private final List<Task> tasks = new ArrayList<>();

    private record Task(Instant due, Runnable what) {}

    InvalidationStrategiesTest() {
        for (Namespace namespace : List.of(HOME, OTHER)) {
            store.store(namespace, NewMemory.of("tea").id(ID).build());
            tier.retrieve(namespace, ID);
        }
    }

    private DelayedInvalidation delayed() {
        return new DelayedInvalidation(
                tier, DELAY, (delay, what) -> tasks.add(new Task(clock.instant().plus(delay), what)));
    }

    private void pass(Duration time) {
        Instant now = clock.advance(time);
        List<Task> due = tasks.stream().filter(task -> !task.due().isAfter(now)).toList();
        tasks.removeAll(due);
        due.forEach(task -> task.what().run());
    }

    private void changeElsewhere(Namespace namespace, double importance) {
        store.update(namespace, ID, MemoryPatch.change().importance(importance).build());
    }

    private double served(Namespace namespace) {
        return tier.retrieve(namespace, ID).orElseThrow().importance();
    }

    @Test
    void toldAtOnceATierServesNothingOld() {
        changeElsewhere(HOME, 0.9);
        assertThat(served(HOME)).isEqualTo(0.5);
        tier.invalidate(HOME, List.of(ID));
        assertThat(served(HOME)).isEqualTo(0.9);
    }

    @Test
    void aDelayIsTheMostThatATierIsBehind() {
        DelayedInvalidation delayed = delayed();
        changeElsewhere(HOME, 0.8);
        delayed.invalidate(HOME, List.of(ID));
        pass(DELAY.minusMillis(1));
        assertThat(served(HOME)).isEqualTo(0.5);
        changeElsewhere(HOME, 0.9);
        delayed.invalidate(HOME, List.of(ID));
        pass(Duration.ofMillis(1));
        assertThat(served(HOME)).as("both, at the time of the first").isEqualTo(0.9);
        assertThat(tasks).isEmpty();

        changeElsewhere(OTHER, 0.7);
        delayed.invalidate(OTHER);
        pass(DELAY);
        assertThat(served(OTHER)).isEqualTo(0.7);
    }

    @Test
    void aRealDelayEndsByItself() throws InterruptedException {
        var delayed = new DelayedInvalidation(tier, Duration.ofMillis(5));
        changeElsewhere(HOME, 0.9);
        delayed.invalidate(HOME, List.of(ID));
        for (int i = 0; i < 2_000 && served(HOME) < 0.9; i++) {
            Thread.sleep(5);
        }
        assertThat(served(HOME)).isEqualTo(0.9);
    }

    @Test
    void manualMeansWhenSomebodySaysSoAndTheLifetimeAtTheLatest() {
        var manual = new ManualInvalidation(tier);
        changeElsewhere(HOME, 0.9);
        manual.invalidate(HOME, List.of(ID));
        pass(Duration.ofMinutes(59));
        assertThat(served(HOME)).isEqualTo(0.5);
        manual.apply();
        assertThat(served(HOME)).isEqualTo(0.9);

        changeElsewhere(HOME, 0.7);
        manual.invalidate(HOME);
        pass(Duration.ofHours(1));
        assertThat(served(HOME)).isEqualTo(0.7);
    }

    @Test
    void busyNamespacesGoAnotherWayThanCalmOnes() {
        var adaptive = new AdaptiveInvalidation(tier, delayed(), 3, clock);
        for (int i = 1; i <= 3; i++) {
            changeElsewhere(HOME, i / 10.0);
            adaptive.invalidate(HOME, List.of(ID));
            assertThat(served(HOME)).isEqualTo(i / 10.0);
        }
        changeElsewhere(HOME, 0.9);
        adaptive.invalidate(HOME, List.of(ID));
        assertThat(served(HOME)).as("busy").isEqualTo(0.3);
        changeElsewhere(OTHER, 0.9);
        adaptive.invalidate(OTHER, List.of(ID));
        assertThat(served(OTHER)).as("calm").isEqualTo(0.9);

        pass(DELAY);
        assertThat(served(HOME)).isEqualTo(0.9);
        changeElsewhere(HOME, 0.4);
        adaptive.invalidate(HOME, List.of(ID));
        assertThat(served(HOME)).as("calm again").isEqualTo(0.4);
    }

    @Test
    void noStrategyKeepsATierServingThatCannotBeTold() {
        for (var strategy :
                List.of(delayed(), new ManualInvalidation(tier), new AdaptiveInvalidation(tier, delayed(), 1, clock))) {
            served(HOME);
            strategy.suspend();
            double importance = served(HOME) == 0.9 ? 0.8 : 0.9;
            changeElsewhere(HOME, importance);
            assertThat(served(HOME)).isEqualTo(importance);
            changeElsewhere(HOME, 0.1);
            strategy.resume();
            assertThat(served(HOME)).as("nothing of the time between").isEqualTo(0.1);
            changeElsewhere(HOME, importance);
            assertThat(served(HOME)).as("serves again").isEqualTo(0.1);
            strategy.invalidateAll();
            assertThat(served(HOME)).isEqualTo(importance);
        }
    }

    @Test
    void settingsOutOfTheirRangesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DelayedInvalidation(tier, Duration.ofMinutes(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdaptiveInvalidation(tier, tier, 0, clock));
    }
}
