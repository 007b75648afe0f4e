package io.jamey.metrics.live;

import io.jamey.metrics.ProcessMetrics;
import io.jamey.metrics.Rejections;
import io.jamey.metrics.StoreMetrics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The last hour, as states of all counters: every five seconds of the last ten minutes, every half minute before. What
/// happened between any two of them is their difference, and up to now, that with the counters as they are.
///
/// Takes some hundred kilobytes; a few megabytes where every operation is in use and its times differ much.
public final class Live implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Live.class.getName());

    /// How far back it goes.
    public static final Duration KEPT = Duration.ofHours(1);

    /// How often a state is kept.
    public static final Duration STEP = Duration.ofSeconds(5);

    private static final Duration RECENT = Duration.ofMinutes(10);
    private static final Duration COARSE_STEP = Duration.ofSeconds(30);

    private final State.Sources sources;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Deque<State> states = new ArrayDeque<>();
    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("jamey-live").factory());

    Live(State.Sources sources, InstantSource clock, LongSupplier nanoTime) {
        this.sources = sources;
        this.clock = clock;
        this.nanoTime = nanoTime;
        keep();
    }

    /// Begins to keep states. Whoever made the sources closes them.
    public static Live start(StoreMetrics store, ProcessMetrics process, Rejections rejections) {
        var live = new Live(new State.Sources(store, process, rejections), InstantSource.system(), System::nanoTime);
        var _ = live.sampler.scheduleAtFixedRate(
                live::keepOrTell, STEP.toNanos(), STEP.toNanos(), TimeUnit.NANOSECONDS);
        return live;
    }

    /// A task that throws would never run again.
    private void keepOrTell() {
        try {
            keep();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the figures of this moment are missing", e);
        }
    }

    /// Keeps the state as it is, and of older ones as many as are needed.
    synchronized void keep() {
        State now = now();
        states.addLast(now);
        thin(now.nanoTime());
    }

    private State now() {
        State last = states.peekLast();
        return sources.read(clock.instant(), nanoTime.getAsLong(), last == null ? Map.of() : last.operations());
    }

    private void thin(long now) {
        long previous = Long.MIN_VALUE;
        for (Iterator<State> oldest = states.iterator(); oldest.hasNext(); ) {
            State state = oldest.next();
            long age = now - state.nanoTime();
            if (age <= RECENT.toNanos()) {
                return;
            }
            boolean close = previous != Long.MIN_VALUE && state.nanoTime() - previous < COARSE_STEP.toNanos();
            if (age > KEPT.plus(COARSE_STEP).toNanos() || close) {
                oldest.remove();
            } else {
                previous = state.nanoTime();
            }
        }
    }

    /// What happened in the last so much time, up to now. Shorter while there is not so much yet, and longer by a step
    /// at most.
    public synchronized Interval last(Duration length) {
        State now = now();
        return Interval.between(before(now.nanoTime() - length.toNanos()), now);
    }

    /// The same time in pieces, oldest first: as long as they must be so that there are `max` at most.
    public synchronized List<Interval> pieces(Duration length, int max) {
        State now = now();
        long begin = now.nanoTime() - length.toNanos();
        long step = Math.max(STEP.toNanos() / 2, length.toNanos() / max);
        var pieces = new ArrayList<Interval>();
        State from = before(begin);
        for (State state : states) {
            if (state.nanoTime() - from.nanoTime() >= step) {
                pieces.add(Interval.between(from, state));
                from = state;
            }
        }
        return pieces;
    }

    /// The latest state that is not after this moment, or the first there is.
    private State before(long moment) {
        State found = states.getFirst();
        for (State state : states) {
            if (state.nanoTime() - moment > 0) {
                break;
            }
            found = state;
        }
        return found;
    }

    /// How many states are kept now.
    synchronized int kept() {
        return states.size();
    }

    /// The store whose figures these are.
    public StoreMetrics store() {
        return sources.store();
    }

    /// When the first state was that is still kept.
    public synchronized Instant since() {
        return states.getFirst().time();
    }

    @Override
    public void close() {
        sampler.shutdownNow();
    }
}
