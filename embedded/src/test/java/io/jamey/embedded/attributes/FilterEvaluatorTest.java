package io.jamey.embedded.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Columns and the filter's own meaning agree, whatever is added, changed and removed.
class FilterEvaluatorTest {
    private static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");
    private static final List<Object> VALUES = List.of(
            "red",
            "reddish",
            "blue",
            "",
            1,
            1.0,
            2L,
            2.5,
            -0.0,
            0,
            1e300,
            Long.MAX_VALUE,
            0x1p63,
            true,
            false,
            List.of("red", 1),
            List.of(),
            Map.of("red", 1),
            List.of(List.of(1), Map.of("a", 1)),
            "\uD83D\uDE00",
            "\uFFFD");

    private final long seed = Long.getLong("jamey.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Slots slots = new Slots();
    private final Map<Integer, Memory> bySlot = new HashMap<>();
    private final FilterEvaluator evaluator = new FilterEvaluator(slots, slot -> Optional.ofNullable(bySlot.get(slot)));

    @Test
    void accepts_exactly_the_memories_that_the_filter_accepts() {
        System.out.println("repeat with -Djamey.seed=" + seed);
        for (int step = 0; step < 3_000; step++) {
            write();
            Filter filter = filter(3);
            int[] expected = bySlot.entrySet().stream()
                    .filter(entry -> filter.accepts(entry.getValue()))
                    .mapToInt(Map.Entry::getKey)
                    .sorted()
                    .toArray();
            assertThat(evaluator.accepted(filter).stream().toArray())
                    .as("step %d, seed %d: %s", step, seed, filter)
                    .isEqualTo(expected);
        }
    }

    @Test
    void finds_each_memory_by_its_id_and_gives_slots_out_again() {
        System.out.println("repeat with -Djamey.seed=" + seed);
        for (int step = 0; step < 20_000; step++) {
            write();
        }
        bySlot.forEach((slot, memory) -> {
            assertThat(slots.find(memory.id())).isEqualTo(slot);
            assertThat(slots.id(slot)).isEqualTo(memory.id());
            assertThat(slots.createdAt(slot)).isEqualTo(memory.createdAt());
        });
        assertThat(slots.find(UUID.randomUUID())).isEqualTo(Slots.NONE);
        assertThat(slots.size()).isEqualTo(bySlot.size());
        assertThat(slots.live().length()).as("slots are reused").isLessThan(200);
    }

    @Test
    void previous_turn_has_the_largest_smaller_place() {
        int third = add(turn("s", 7));
        int first = add(turn("s", 1));
        int second = add(turn("s", 3));
        int other = add(turn("other", 2));

        assertThat(slots.previousTurn(third)).isEqualTo(second);
        assertThat(slots.previousTurn(second)).isEqualTo(first);
        assertThat(slots.previousTurn(first)).isEqualTo(Slots.NONE);
        assertThat(slots.previousTurn(other)).isEqualTo(Slots.NONE);
        assertThat(slots.nextPlace("s")).isEqualTo(8);

        slots.remove(third);
        slots.remove(second);
        assertThat(slots.nextPlace("s")).isEqualTo(2);
        assertThat(slots.nextPlace("unheard of")).isZero();
    }

    @Test
    void removing_everything_gives_the_metadata_memory_back() {
        long before = slots.metadata.bytes();
        int slot = add(NewMemory.of("x").metadata(Metadata.of("a", List.of(1, 2), "b", Map.of("c", "d"))));
        assertThat(slots.metadata.bytes()).isGreaterThan(before);
        slots.remove(slot);
        assertThat(slots.metadata.bytes()).isEqualTo(before);
    }

    private NewMemory.Builder turn(String session, long place) {
        return NewMemory.of("x").session(session, place);
    }

    private int add(NewMemory.Builder draft) {
        Memory memory = draft.build().stored(Namespace.of("n"), new UUID(random.nextLong(), random.nextLong()), 0, NOW);
        int slot = slots.add(memory, random.nextLong());
        bySlot.put(slot, memory);
        return slot;
    }

    private void write() {
        if (bySlot.size() > 100 || (random.nextInt(3) == 0 && !bySlot.isEmpty())) {
            List<Integer> used = List.copyOf(bySlot.keySet());
            int slot = used.get(random.nextInt(used.size()));
            if (random.nextBoolean()) {
                slots.remove(slot);
                bySlot.remove(slot);
            } else {
                Memory old = Objects.requireNonNull(bySlot.get(slot));
                Memory changed = draft(random.nextInt()).build().stored(old.namespace(), old.id(), 0, NOW);
                Memory kept = new Memory(
                        old.id(),
                        old.namespace(),
                        changed.type(),
                        changed.content(),
                        changed.embedding(),
                        changed.metadata(),
                        old.session(),
                        old.sequence(),
                        changed.actor(),
                        changed.importance(),
                        old.createdAt(),
                        changed.updatedAt(),
                        old.lastAccessed(),
                        changed.expiresAt(),
                        2);
                slots.change(slot, kept);
                bySlot.put(slot, kept);
            }
        } else {
            add(draft(random.nextInt()));
        }
    }

    private NewMemory.Builder draft(int number) {
        var draft = NewMemory.of("memory " + number)
                .type(MemoryType.of(pick(List.of("semantic", "note", "message"))))
                .importance(pick(List.of(0.0, 0.25, 0.5, 1.0)))
                .createdAt(NOW.plusSeconds(random.nextInt(5)));
        if (random.nextBoolean()) {
            draft.session(pick(List.of("s1", "s2")), random.nextInt(4));
        }
        if (random.nextBoolean()) {
            draft.actor(pick(List.of("Ann", "ann")));
        }
        if (random.nextBoolean()) {
            draft.expiresAt(NOW.plusSeconds(random.nextInt(5)));
        }
        if (random.nextBoolean()) {
            draft.embedding(Embedding.of(1, 2));
        }
        var metadata = new LinkedHashMap<String, Object>();
        IntStream.range(0, random.nextInt(4)).forEach(_ -> metadata.put(pick(List.of("a", "b")), value(2)));
        return draft.metadata(Metadata.from(metadata));
    }

    private Object value(int depth) {
        return depth > 0 && random.nextInt(4) == 0 ? Map.of(pick(List.of("a", "b")), value(depth - 1)) : pick(VALUES);
    }

    private Filter filter(int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 8)) {
            case 0 -> Filter.everything();
            case 1 -> Filter.exists(field());
            case 2 -> compared((field, value) -> Filter.equal(field, value));
            case 3 -> compared((field, value) -> Filter.in(field, value, valueFor(field)));
            case 4 -> compared((field, value) -> Filter.contains(field, value));
            case 5 -> compared((field, value) -> Filter.atLeast(field, value));
            case 6 -> compared((field, value) -> Filter.less(field, value));
            case 7 -> new Filter.In(Field.metadata("a"), List.of(new Value.Null(), Value.of(pick(VALUES))));
            case 8 -> Filter.not(filter(depth - 1));
            case 9 -> Filter.and(filter(depth - 1), filter(depth - 1));
            case 10 -> Filter.or(filter(depth - 1), filter(depth - 1));
            default -> throw new AssertionError();
        };
    }

    private interface Comparison {
        Filter of(Field field, Object value);
    }

    private Filter compared(Comparison comparison) {
        Field field = field();
        Object value = valueFor(field);
        boolean ordered = Value.of(value).compare(Value.of(value)).isPresent();
        return ordered ? comparison.of(field, value) : Filter.equal(field, value);
    }

    private Field field() {
        return pick(List.of(
                Field.TYPE,
                Field.SESSION,
                Field.SEQUENCE,
                Field.ACTOR,
                Field.IMPORTANCE,
                Field.CREATED_AT,
                Field.UPDATED_AT,
                Field.LAST_ACCESSED,
                Field.EXPIRES_AT,
                Field.metadata("a"),
                Field.metadata("b"),
                Field.metadata("a", "b"),
                Field.metadata("a", "b", "a"),
                Field.metadata("missing")));
    }

    private Object valueFor(Field field) {
        Function<Object, Boolean> admitted = value -> field.admits(Value.of(value));
        List<Object> all = new ArrayList<>(VALUES);
        all.addAll(List.of("s1", "Ann", "note", "n", 0.25, NOW, NOW.plusSeconds(2), 3));
        return pick(all.stream().filter(admitted::apply).toList());
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
