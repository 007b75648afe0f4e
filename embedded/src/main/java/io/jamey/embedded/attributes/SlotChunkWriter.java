package io.jamey.embedded.attributes;

import io.jamey.Value;
import io.jamey.embedded.attributes.MetadataIndex.Term;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/// Writes one [SlotChunk].
final class SlotChunkWriter {
    private final Slots slots;
    private final ChunkBytes.Writer out = new ChunkBytes.Writer();

    SlotChunkWriter(Slots slots) {
        this.slots = slots;
    }

    byte[] write(int fromSlot, int toSlot) {
        int[] rows = slots.live().get(fromSlot, toSlot).stream()
                .map(slot -> fromSlot + slot)
                .toArray();
        out.int8(SlotChunk.VERSION).number(fromSlot).number(rows.length);
        column(rows, slot -> slot - fromSlot);
        column(rows, slots::rid);
        column(rows, slots::version);
        column(rows, slot -> slots.id(slot).getMostSignificantBits());
        column(rows, slot -> slots.id(slot).getLeastSignificantBits());
        column(rows, slots::createdMicros);
        column(rows, slots::updatedMicros);
        column(rows, slots::expiresMicros);
        column(rows, slots::sequence);
        column(rows, slot -> Double.doubleToRawLongBits(slots.importance(slot)));
        column(rows, slot -> slots.traits(slot).words());
        column(
                rows,
                slot -> (slots.traits(slot).asks() ? SlotChunk.ASKS : 0)
                        | (slots.embedded().get(slot) ? SlotChunk.EMBEDDED : 0));
        Map<Integer, Integer> types = named(rows, slots::typeNumber);
        Map<Integer, Integer> sessions = named(rows, slots::sessionNumber);
        Map<Integer, Integer> actors = named(rows, slots::actorNumber);
        names(types, slots.types);
        names(sessions, slots.sessions);
        names(actors, slots.actors);
        metadata(rows);
        return out.toArray();
    }

    private void column(int[] rows, IntToLongFunction numbers) {
        long[] column = new long[rows.length];
        for (int row = 0; row < rows.length; row++) {
            column[row] = numbers.applyAsLong(rows[row]);
        }
        out.column(column);
    }

    /// Writes a column of names by their places in the chunk, and returns those places by their numbers.
    private Map<Integer, Integer> named(int[] rows, IntToLongFunction numbers) {
        var places = new LinkedHashMap<Integer, Integer>();
        column(rows, slot -> {
            int number = (int) numbers.applyAsLong(slot);
            if (number == Slots.NONE) {
                return Slots.NONE;
            }
            return place(number, places);
        });
        return places;
    }

    /// The place that a number has, the next one if it is new.
    private static int place(int number, Map<Integer, Integer> places) {
        return places.computeIfAbsent(number, _ -> places.size());
    }

    private void names(Map<Integer, Integer> places, Names names) {
        out.number(places.size());
        places.keySet().forEach(number -> out.text(names.name(number)));
    }

    private void metadata(int[] rows) {
        var places = new LinkedHashMap<Integer, Integer>();
        for (int slot : rows) {
            for (int number : slots.metadata.held(slot)) {
                place(number, places);
            }
        }
        out.number(places.size());
        places.keySet().forEach(number -> term(slots.metadata.term(number)));
        for (int slot : rows) {
            int[] held = slots.metadata.held(slot);
            out.number(held.length);
            for (int number : held) {
                out.number(place(number, places));
            }
        }
    }

    private void term(Term term) {
        out.number(term.path().size());
        term.path().forEach(out::text);
        out.int8(SlotChunk.PARTS.indexOf(term.part()));
        switch (term.value()) {
            case Value.Null() -> out.int8(0);
            case Value.Bool(var flag) -> out.int8(flag ? 2 : 1);
            case Value.Whole(var number) -> out.int8(3).int64(number);
            case Value.Real(var number) -> out.int8(4).int64(Double.doubleToRawLongBits(number));
            case Value.Text(var text) -> out.int8(5).text(text);
            case Value.Items _, Value.Fields _, Value.Time _ ->
                throw new IllegalStateException("metadata holds a term that is not plain");
        }
    }
}
