package io.jamey.bench.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Weighted stacks, merged where they begin alike: each node is a frame as it was called from the frames above
/// it. Weights are nanoseconds or bytes. One thread until it is filled.
public final class CallTree {
    private static final Comparator<Frame> ORDER =
            Comparator.comparing(Frame::full).thenComparing(Frame::kind);

    private final Frame frame;
    private final Map<Frame, CallTree> children = new TreeMap<>(ORDER);
    private long self;
    private long total;

    /// A tree without any stack yet.
    ///
    /// @param root the frame that all stacks have in common
    public CallTree(Frame root) {
        frame = root;
    }

    /// What a frame costs wherever it was called.
    ///
    /// @param self without what it called
    /// @param total with what it called; counted once where it calls itself
    public record Hotspot(Frame frame, long self, long total) {}

    /// Adds a stack below the root.
    ///
    /// @param outermostFirst without the root
    /// @param weight more than 0
    public void add(List<Frame> outermostFirst, long weight) {
        if (weight <= 0) {
            throw new IllegalArgumentException("a stack needs a weight of more than 0, not " + weight);
        }
        CallTree node = this;
        node.total += weight;
        for (Frame next : outermostFirst) {
            node = node.children.computeIfAbsent(next, CallTree::new);
            node.total += weight;
        }
        node.self += weight;
    }

    public Frame frame() {
        return frame;
    }

    /// What ended in this frame itself.
    public long self() {
        return self;
    }

    /// What ended in this frame or in those below it.
    public long total() {
        return total;
    }

    /// In the order of their names, so that graphs of two runs can be laid side by side.
    public List<CallTree> children() {
        return List.copyOf(children.values());
    }

    /// One line for each stack, `a;b;c weight`, as other flame graph tools read it.
    public List<String> collapsed() {
        var lines = new ArrayList<String>();
        collapse(written(frame), lines);
        return lines;
    }

    private void collapse(String path, List<String> lines) {
        if (self > 0) {
            lines.add(path + " " + self);
        }
        children.values().forEach(child -> child.collapse(path + ";" + written(child.frame), lines));
    }

    /// Semicolons part frames and line ends part stacks, so that no name may have them.
    private static String written(Frame frame) {
        return frame.full().replaceAll("[;\\s]", "_");
    }

    /// The frames that cost most by themselves, most expensive first.
    public List<Hotspot> hottest(int count) {
        var selfs = new HashMap<Frame, Long>();
        var totals = new HashMap<Frame, Long>();
        for (CallTree child : children.values()) {
            child.sum(new HashSet<>(), selfs, totals);
        }
        return selfs.entrySet().stream()
                .map(each -> new Hotspot(each.getKey(), each.getValue(), totals.getOrDefault(each.getKey(), 0L)))
                .sorted(Comparator.comparingLong(Hotspot::self).reversed().thenComparing(Hotspot::frame, ORDER))
                .limit(count)
                .toList();
    }

    private void sum(Set<Frame> above, Map<Frame, Long> selfs, Map<Frame, Long> totals) {
        if (self > 0) {
            selfs.merge(frame, self, Long::sum);
        }
        boolean outermost = above.add(frame);
        if (outermost) {
            totals.merge(frame, total, Long::sum);
        }
        children.values().forEach(child -> child.sum(above, selfs, totals));
        if (outermost) {
            above.remove(frame);
        }
    }
}
