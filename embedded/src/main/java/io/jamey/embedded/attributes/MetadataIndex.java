package io.jamey.embedded.attributes;

import io.jamey.Metadata;
import io.jamey.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which memories hold which metadata value: for each path and plain value the set of slots, and the same for
/// the elements of lists. Lists and objects as a whole are only known to be there ([#composites]); comparing
/// with them takes the memory itself.
///
/// Numbers that are equal are one entry (1 and 1.0). What a slot holds is remembered, so that removing it needs
/// no look at the memory.
final class MetadataIndex {
    /// How a slot holds a value at a path: as it is, as an element of a list, or merely as something of a
    /// shape.
    private enum Part {
        VALUE,
        ELEMENT,
        SHAPE
    }

    private record Term(List<String> path, Part part, Value value) {}

    private record Posting(Term term, SlotSet slots) {}

    /// What is known of one path.
    private static final class Path {
        final Map<Value, Posting> values = new HashMap<>();
        final Map<Value, Posting> elements = new HashMap<>();
        /// Two entries of the same kind as the others: which slots have the path, and which a list or object
        /// there.
        final Map<Value, Posting> shapes = new HashMap<>();

        Map<Value, Posting> of(Part part) {
            return switch (part) {
                case VALUE -> values;
                case ELEMENT -> elements;
                case SHAPE -> shapes;
            };
        }
    }

    private static final Value PRESENT = new Value.Text("present");
    private static final Value COMPOSITE = new Value.Text("composite");
    /// Map entry, posting and its share of the maps; an estimate.
    private static final int POSTING_BYTES = 150;

    private final Map<List<String>, Path> paths = new HashMap<>();
    private Posting[] @Nullable [] bySlot = new Posting[8][];
    private long bytes;

    void add(int slot, Metadata metadata) {
        if (metadata.fields().isEmpty()) {
            return;
        }
        var held = new ArrayList<Posting>();
        metadata.fields().forEach((key, value) -> add(List.of(key), value, held));
        held.forEach(posting -> posting.slots.add(slot));
        if (slot >= bySlot.length) {
            bySlot = Arrays.copyOf(bySlot, Math.max(slot + 1, bySlot.length * 2));
        }
        bySlot[slot] = held.toArray(Posting[]::new);
        bytes += 16 + 4L * held.size();
    }

    private void add(List<String> at, Value value, Collection<Posting> held) {
        held.add(posting(at, Part.SHAPE, PRESENT));
        switch (value) {
            case Value.Items(var items) -> {
                held.add(posting(at, Part.SHAPE, COMPOSITE));
                items.stream()
                        .filter(MetadataIndex::isPlain)
                        .forEach(item -> held.add(posting(at, Part.ELEMENT, canonical(item))));
            }
            case Value.Fields(var fields) -> {
                held.add(posting(at, Part.SHAPE, COMPOSITE));
                fields.forEach((key, inner) -> add(append(at, key), inner, held));
            }
            case Value.Text _, Value.Whole _, Value.Real _, Value.Bool _, Value.Null _, Value.Time _ ->
                held.add(posting(at, Part.VALUE, canonical(value)));
        }
    }

    private Posting posting(List<String> at, Part part, Value value) {
        Path path = paths.computeIfAbsent(at, _ -> new Path());
        return path.of(part).computeIfAbsent(value, added -> {
            bytes += POSTING_BYTES;
            return new Posting(new Term(at, part, added), new SlotSet());
        });
    }

    /// Whether the slot has exactly the postings that the metadata gives it.
    boolean describes(int slot, Metadata expected) {
        var twin = new MetadataIndex();
        twin.add(0, expected);
        return held(slot).equals(twin.held(0));
    }

    private Set<Term> held(int slot) {
        Posting[] postings = slot < bySlot.length ? bySlot[slot] : null;
        return postings == null
                ? Set.of()
                : Arrays.stream(postings).map(Posting::term).collect(Collectors.toSet());
    }

    void remove(int slot) {
        Posting @Nullable [] held = slot < bySlot.length ? bySlot[slot] : null;
        if (held == null) {
            return;
        }
        for (Posting posting : held) {
            posting.slots.remove(slot);
            if (posting.slots.isEmpty()) {
                forget(posting.term);
            }
        }
        bySlot[slot] = null;
        bytes -= 16 + 4L * held.length;
    }

    private void forget(Term term) {
        Path path = paths.get(term.path);
        if (path != null && path.of(term.part).remove(term.value) != null) {
            bytes -= POSTING_BYTES;
        }
    }

    /// Adds the slots whose plain value at the path is `value`.
    void addEqual(List<String> at, Value value, BitSet target) {
        Path path = paths.get(at);
        if (path != null) {
            addPosting(path.values.get(canonical(value)), target);
        }
    }

    /// Adds the slots whose plain value at the path passes the test; costs a test per distinct value.
    void addWhere(List<String> at, Predicate<Value> test, BitSet target) {
        Path path = paths.get(at);
        if (path != null) {
            path.values.values().stream()
                    .filter(posting -> test.test(posting.term.value))
                    .forEach(posting -> posting.slots.addTo(target));
        }
    }

    /// Adds the slots that hold a list with this plain element at the path.
    void addElement(List<String> at, Value value, BitSet target) {
        Path path = paths.get(at);
        if (path != null) {
            addPosting(path.elements.get(canonical(value)), target);
        }
    }

    void addPresent(List<String> at, BitSet target) {
        Path path = paths.get(at);
        if (path != null) {
            addPosting(path.shapes.get(PRESENT), target);
        }
    }

    /// The slots that hold a list or an object at the path.
    BitSet composites(List<String> at) {
        var found = new BitSet();
        Path path = paths.get(at);
        if (path != null) {
            addPosting(path.shapes.get(COMPOSITE), found);
        }
        return found;
    }

    long bytes() {
        return bytes + 4L * bySlot.length;
    }

    static boolean isPlain(Value value) {
        return switch (value) {
            case Value.Items _, Value.Fields _ -> false;
            case Value.Text _, Value.Whole _, Value.Real _, Value.Bool _, Value.Null _, Value.Time _ -> true;
        };
    }

    /// One form for numbers that are equal, so that they meet in one entry.
    private static Value canonical(Value value) {
        if (value instanceof Value.Real(var number)) {
            long whole = (long) number;
            // 2^63 saturates to Long.MAX_VALUE, whose double form is 2^63 again: not equal, so not whole.
            boolean exact = whole == number && whole != Long.MAX_VALUE;
            return exact ? new Value.Whole(whole) : value;
        }
        return value;
    }

    private static void addPosting(@Nullable Posting posting, BitSet target) {
        if (posting != null) {
            posting.slots.addTo(target);
        }
    }

    private static List<String> append(List<String> path, String key) {
        var longer = new ArrayList<>(path);
        longer.add(key);
        return List.copyOf(longer);
    }
}
