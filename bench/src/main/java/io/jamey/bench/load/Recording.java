package io.jamey.bench.load;

import io.jamey.MemoryException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.HdrHistogram.AtomicHistogram;

/// Carries out requests of a run and measures those that are due within its window. Any number of threads.
///
/// Latency counts from when a request was due, not from when its call began: else a store that stalls would keep
/// requests from being sent and so from being measured (coordinated omission). Every request of the window is counted
/// once: as answered, or as one kind of failure. One that is not over when [#giveUp()] is called is a timeout, as long
/// as it had waited by then.
final class Recording {
    private static final int NOTES_MAX = 5;

    private final Pace pace;
    private final Window window;
    private final long timeoutNanos;
    private final Predicate<MemoryException> refusal;
    private final Map<Action, Cell> cells = new EnumMap<>(Action.class);
    private final Timeline timeline;
    private final Set<Sent> inFlight = ConcurrentHashMap.newKeySet();
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();
    private final LongAdder due = new LongAdder();

    /// When a run is measured: what comes before is warm-up.
    ///
    /// @param from nanoseconds since the run began
    record Window(long from, long to) {
        Window {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("the duration must be more than 0");
            }
        }

        boolean has(long nanos) {
            return nanos >= from && nanos < to;
        }
    }

    /// A request that is on its way. Equal to none but itself.
    static final class Sent {
        private final Request request;
        private final long due;
        private volatile long started;

        private Sent(Request request, long due) {
            this.request = request;
            this.due = due;
            started = due;
        }

        private Action action() {
            return request.action();
        }
    }

    private static final class Cell {
        final AtomicHistogram latency = Latencies.recorder();
        final AtomicHistogram service = Latencies.recorder();
        final LongAdder answeredInWindow = new LongAdder();
        final Map<Failure, LongAdder> failures = new ConcurrentHashMap<>();
    }

    /// @param refusal whether a store's fault says that it did not begin
    Recording(Pace pace, Window window, long timeoutNanos, Predicate<MemoryException> refusal) {
        this.pace = pace;
        this.window = window;
        this.timeoutNanos = timeoutNanos;
        this.refusal = refusal;
        timeline = new Timeline(window.to() - window.from());
        for (Action action : Action.values()) {
            cells.put(action, new Cell());
        }
    }

    Window window() {
        return window;
    }

    /// A request sets out, at the time when it is due or later. It counts from now on.
    Sent send(Request request, long dueAt) {
        var sent = new Sent(request, dueAt);
        inFlight.add(sent);
        if (window.has(dueAt)) {
            due.increment();
        }
        return sent;
    }

    /// Calls the store.
    void perform(Sent sent) {
        Request request = sent.request;
        sent.started = pace.nanos();
        Failure failure = null;
        String note = "";
        try {
            request.call();
        } catch (MemoryException e) {
            boolean refused = refusal.test(e);
            failure = refused ? Failure.REFUSED : Failure.of(e.kind());
            note = refused ? "" : e.toString();
        } catch (RuntimeException | Error e) { // whatever it is, it is the store's, and the run goes on
            failure = Failure.FAULT;
            note = e.toString();
        }
        long finished = pace.nanos();
        if (failure == null) {
            var objection = request.objection();
            if (objection.isPresent()) {
                failure = Failure.WRONG;
                note = objection.get();
            }
        }
        if (inFlight.remove(sent)) {
            if (failure != null) {
                fail(sent.action(), failure, note);
            } else {
                succeed(sent, finished);
            }
        }
    }

    /// Nothing was left that a request could have asked for.
    void exhausted(Action action) {
        fail(action, Failure.EXHAUSTED, "");
    }

    private void succeed(Sent sent, long finished) {
        boolean late = finished - sent.due > timeoutNanos;
        if (window.has(sent.due)) {
            time(sent, finished);
            if (late) {
                fail(sent.action(), Failure.TIMEOUT, "");
            }
        }
        if (!late && window.has(finished)) {
            cell(sent.action()).answeredInWindow.increment();
            timeline.answered(finished - window.from());
        }
    }

    private void time(Sent sent, long finished) {
        long latency = Math.min(finished - sent.due, Latencies.NANOS_MAX);
        cell(sent.action()).latency.recordValue(latency);
        cell(sent.action()).service.recordValue(Math.min(finished - sent.started, Latencies.NANOS_MAX));
        timeline.sent(sent.due - window.from(), latency);
    }

    /// Failures of the store count in the warm-up too: one that loses something then has lost it.
    private void fail(Action action, Failure failure, String note) {
        cell(action).failures.computeIfAbsent(failure, _ -> new LongAdder()).increment();
        if (!note.isEmpty() && notes.size() < NOTES_MAX) {
            notes.add(note);
        }
    }

    /// Counts what has no answer yet as timeouts. What is answered later counts no more.
    void giveUp() {
        long now = pace.nanos();
        for (Sent sent : List.copyOf(inFlight)) {
            if (inFlight.remove(sent) && window.has(sent.due)) {
                time(sent, now);
                fail(sent.action(), Failure.TIMEOUT, "");
            }
        }
    }

    private Cell cell(Action action) {
        return Objects.requireNonNull(cells.get(action));
    }

    /// Requests that were due within the window and sent.
    long due() {
        return due.sum();
    }

    /// A few examples of what went wrong.
    List<String> notes() {
        return List.copyOf(notes);
    }

    /// Of each action that was asked for.
    ///
    /// @param end when the run ended, if that was before the window did
    List<ActionFigures> figures(long end) {
        double seconds = seconds(end);
        var all = new ArrayList<ActionFigures>();
        cells.forEach((action, cell) -> {
            var failures = new EnumMap<Failure, Long>(Failure.class);
            cell.failures.forEach((kind, count) -> failures.put(kind, count.sum()));
            var latency = Latencies.of(cell.latency);
            if (latency.count() > 0 || !failures.isEmpty()) {
                all.add(new ActionFigures(
                        action.label(),
                        seconds == 0 ? 0 : cell.answeredInWindow.sum() / seconds,
                        latency,
                        Latencies.of(cell.service),
                        failures));
            }
        });
        return all;
    }

    List<Moment> moments(long end) {
        return timeline.moments(Math.clamp(end, window.from(), window.to()) - window.from());
    }

    /// How long was measured.
    double seconds(long end) {
        return (Math.clamp(end, window.from(), window.to()) - window.from()) / 1e9;
    }
}
