package io.jamey.bench.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Tells the samples of an operation's calls from all others: of the measuring thread, those below the marked
/// call; of the store's own threads, those taken while calls ran.
final class Selection {
    /// Daemon threads of stores, and the pool that libraries hand their upkeep to.
    private static final List<String> WORKERS = List.of("jamey-", "ForkJoinPool");

    private static final Frame CUT_OFF = Frame.thread("too deep to see the beginning");

    private final Frame marker;
    private final String measuring;
    private final TreeMap<Instant, Instant> windows = new TreeMap<>();

    /// @param marker the frame that calls of the operation stand below
    /// @param measuring the name of the thread that makes the calls
    /// @param windows when calls ran: beginnings and ends, which do not overlap
    Selection(Frame marker, String measuring, Map<Instant, Instant> windows) {
        this.marker = marker;
        this.measuring = measuring;
        this.windows.putAll(windows);
    }

    /// Adds the samples that belong to calls to a tree; returns how many did.
    long collect(List<Sample> samples, CallTree into) {
        long count = 0;
        for (Sample sample : samples) {
            Optional<List<Frame>> stack = stack(sample);
            if (stack.isPresent() && sample.weight() > 0) {
                into.add(stack.get(), sample.weight());
                count++;
            }
        }
        return count;
    }

    private Optional<List<Frame>> stack(Sample sample) {
        List<Frame> frames = sample.outermostFirst();
        if (sample.thread().equals(measuring)) {
            int at = frames.lastIndexOf(marker);
            if (at >= 0) {
                return Optional.of(frames.subList(at + 1, frames.size()));
            }
            return sample.truncated() && inWindow(sample.at()) ? Optional.of(below(CUT_OFF, frames)) : Optional.empty();
        }
        boolean worker = WORKERS.stream().anyMatch(sample.thread()::startsWith);
        return worker && inWindow(sample.at())
                ? Optional.of(below(Frame.thread(alike(sample.thread())), frames))
                : Optional.empty();
    }

    /// The name that threads of a pool share: without the number.
    private static String alike(String thread) {
        return thread.replaceFirst("[-\\d]+$", "");
    }

    private static List<Frame> below(Frame first, List<Frame> frames) {
        var all = new ArrayList<Frame>(frames.size() + 1);
        all.add(first);
        all.addAll(frames);
        return all;
    }

    private boolean inWindow(Instant at) {
        Map.Entry<Instant, Instant> window = windows.floorEntry(at);
        return window != null && !at.isAfter(window.getValue());
    }
}
