package io.jamey.embedded.attributes;

import io.jamey.Metadata;
import io.jamey.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which memories hold which metadata value: for each path and plain value the set of slots, and the same for
/// the elements of lists. Lists and objects as a whole are only known to be there ([#composites]); comparing
/// with them takes the memory itself.
///
/// Numbers that are equal are one entry (1 and 1.0). What a slot holds is remembered, so that removing it needs
/// no look at the memory.
final class MetadataIndex {
    /// How a slot holds a value at a path: as it is, as an element of a list, or as a list or an object of
    /// which no more is known.
    enum Part {
        VALUE,
        ELEMENT,
        COMPOSITE
    }

    /// What a slot can hold.
    ///
    /// @param value plain and in its canonical form; for a composite, [Value.Null]
    record Term(List<String> path, Part part, Value value) {}

    /// A term by its number, and the slots that hold it.
    private static final class Posting {
        final Term term;
        final Path path;
        final int number;
        final SlotSet slots = new SlotSet();

        Posting(Term term, Path path, int number) {
            this.term = term;
            this.path = path;
            this.number = number;
        }
    }

    /// What is known of one path.
    private static final class Path {
        final Map<Value, Posting> values = new HashMap<>();
        final Map<Value, Posting> elements = new HashMap<>();
        final Map<Value, Posting> composites = new HashMap<>();
        /// Which slots have anything there: the union of values and composites.
        final SlotSet present = new SlotSet();

        Map<Value, Posting> of(Part part) {
            return switch (part) {
                case VALUE -> values;
                case ELEMENT -> elements;
                case COMPOSITE -> composites;
            };
        }
    }

    private static final Value NOTHING = new Value.Null();
    /// Map entry, posting and its share of the maps, without its slots; an estimate.
    private static final int POSTING_BYTES = 170;

    private final Map<List<String>, Path> paths = new HashMap<>();
    /// Postings by number; numbers of postings that are gone are free to be given out again.
    private final List<@Nullable Posting> postings = new ArrayList<>();

    private final BitSet free = new BitSet();
    private final SlotLists bySlot = new SlotLists();
    private long bytes;

    void add(int slot, Metadata metadata) {
        if (metadata.fields().isEmpty()) {
            return;
        }
        var held = IntStream.builder();
        metadata.fields().forEach((key, value) -> add(List.of(key), value, held));
        restore(slot, held.build().sorted().distinct().toArray());
    }

    private void add(List<String> at, Value value, IntStream.Builder held) {
        switch (value) {
            case Value.Items(var items) -> {
                held.add(number(new Term(at, Part.COMPOSITE, NOTHING)));
                items.stream()
                        .filter(MetadataIndex::isPlain)
                        .forEach(item -> held.add(number(new Term(at, Part.ELEMENT, canonical(item)))));
            }
            case Value.Fields(var fields) -> {
                held.add(number(new Term(at, Part.COMPOSITE, NOTHING)));
                fields.forEach((key, inner) -> add(append(at, key), inner, held));
            }
            case Value.Text _, Value.Whole _, Value.Real _, Value.Bool _, Value.Null _, Value.Time _ ->
                held.add(number(new Term(at, Part.VALUE, canonical(value))));
        }
    }

    /// The number of a term, to be held by a slot at once: it is free again with the last that does.
    int number(Term term) {
        Path path = paths.computeIfAbsent(term.path, _ -> new Path());
        return path.of(term.part).computeIfAbsent(term.value, _ -> enter(term, path)).number;
    }

    private Posting enter(Term term, Path path) {
        int number = free.nextSetBit(0);
        if (number < 0) {
            number = postings.size();
            postings.add(null);
        }
        free.clear(number);
        var entered = new Posting(term, path, number);
        postings.set(number, entered);
        bytes += POSTING_BYTES + entered.slots.bytes();
        return entered;
    }

    /// Has a slot, which holds nothing, hold the terms of these numbers.
    void restore(int slot, int[] numbers) {
        bySlot.put(slot, numbers, numbers.length);
        for (int number : numbers) {
            Posting posting = posting(number);
            change(posting.slots, slot, true);
            change(posting.path.present, slot, true);
        }
    }

    private void change(SlotSet slots, int slot, boolean holds) {
        bytes -= slots.bytes();
        if (holds) {
            slots.add(slot);
        } else {
            slots.remove(slot);
        }
        bytes += slots.bytes();
    }

    /// The terms that a slot holds, by number.
    int[] held(int slot) {
        return bySlot.get(slot);
    }

    Term term(int number) {
        return posting(number).term;
    }

    private Posting posting(int number) {
        return Objects.requireNonNull(postings.get(number), "a number that is free");
    }

    /// Whether the slot holds exactly the terms that the metadata gives it.
    boolean describes(int slot, Metadata expected) {
        var twin = new MetadataIndex();
        twin.add(0, expected);
        return terms(slot).equals(twin.terms(0));
    }

    private Set<Term> terms(int slot) {
        return Arrays.stream(held(slot)).mapToObj(this::term).collect(Collectors.toSet());
    }

    void remove(int slot) {
        for (int number : held(slot)) {
            Posting posting = posting(number);
            change(posting.slots, slot, false);
            change(posting.path.present, slot, false);
            if (posting.slots.isEmpty()) {
                bytes -= POSTING_BYTES + posting.slots.bytes();
                posting.path.of(posting.term.part).remove(posting.term.value);
                postings.set(number, null);
                free.set(number);
            }
        }
        bySlot.remove(slot);
    }

    /// Gives back room to grow.
    ///
    /// @param slots beyond which none is in use
    void trim(int slots) {
        bySlot.trim(slots);
        paths.values().forEach(path -> trim(path.present));
        postings.stream().filter(Objects::nonNull).forEach(posting -> trim(posting.slots));
    }

    private void trim(SlotSet slots) {
        bytes -= slots.bytes();
        slots.trim();
        bytes += slots.bytes();
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
            path.present.addTo(target);
        }
    }

    /// The slots that hold a list or an object at the path.
    BitSet composites(List<String> at) {
        var found = new BitSet();
        Path path = paths.get(at);
        if (path != null) {
            addPosting(path.composites.get(NOTHING), found);
        }
        return found;
    }

    long bytes() {
        return bytes + bySlot.bytes();
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
