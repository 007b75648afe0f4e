package io.jamey.embedded.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jamey.Memory;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The attributes of slots come back from their chunks as they were, and nothing of other slots with them.
class SlotChunkTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Namespace HOME = Namespace.of("home");

    private final long seed = Long.getLong("jamey.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Slots slots = new Slots();
    private final Map<Integer, Memory> bySlot = new HashMap<>();
    private final Slots restored = new Slots();

    @Test
    void all_attributes_come_back() {
        System.out.println("repeat with -Djamey.seed=" + seed);
        for (int i = 0; i < 700; i++) {
            add(draft());
        }
        for (int slot = 0; slot < 700; slot += 1 + random.nextInt(5)) {
            slots.remove(slot);
            bySlot.remove(slot);
        }
        BitSet left = new BitSet();
        for (int from : new int[] {512, 0, 256}) {
            left.or(restored.restore(SlotChunk.read(SlotChunk.write(slots, from, from + 256)), slots.live()));
        }
        restored.trim();
        assertThat(left.isEmpty()).isTrue();
        assertThat(restored.live()).isEqualTo(slots.live());
        bySlot.forEach((slot, memory) -> {
            assertThat(restored.find(memory.id())).isEqualTo(slot);
            assertThat(restored.rid(slot)).isEqualTo(slots.rid(slot));
            assertThat(restored.describes(slot, memory))
                    .as("seed %d, %s", seed, memory)
                    .isTrue();
            assertThat(restored.previousTurn(slot)).isEqualTo(slots.previousTurn(slot));
            assertThat(restored.nextTurn(slot)).isEqualTo(slots.nextTurn(slot));
            assertThat(restored.lastAccessed(slot)).as("uses are elsewhere").isEqualTo(memory.createdAt());
        });
        assertThat(restored.mayExpireBy(NOW.plusSeconds(2_000_000))).isTrue();
        // And it goes on from there.
        add(draft());
        bySlot.forEach((slot, memory) ->
                restored.change(restored.find(memory.id()) == Slots.NONE ? restored.add(memory, 1) : slot, memory));
        bySlot.forEach((slot, memory) ->
                assertThat(restored.describes(slot, memory)).as("seed %d", seed).isTrue());
    }

    @Test
    void a_slot_that_is_not_wanted_is_left_and_nothing_of_it_is_known() {
        int kept = add(NewMemory.of("tea").metadata(Metadata.of("k", "shared")));
        int gone = add(NewMemory.of("milk").session("s", 3).actor("Ann").metadata(Metadata.of("k", "secret")));
        var wanted = new BitSet();
        wanted.set(kept);
        assertThat(restored.restore(chunk(), wanted).stream()).containsExactly(gone);
        assertThat(restored.live()).isEqualTo(wanted);
        assertThat(restored.sessions.size() + restored.actors.size()).isZero();
        assertThat(restored.metadata.bytes()).isLessThan(slots.metadata.bytes());
    }

    @Test
    void of_two_slots_with_one_memory_the_later_version_counts() {
        Memory first = draft().build().stored(HOME, new UUID(1, 2), 0, NOW);
        Memory second = version(first, 2);
        for (boolean laterFirst : List.of(true, false)) {
            var early = new Slots();
            early.add(first, 7);
            var late = new Slots();
            late.add(draft().build().stored(HOME, new UUID(3, 4), 0, NOW), 6);
            late.add(second, 7);
            var both = new Slots();
            var wanted = new BitSet();
            wanted.set(0, 2);
            SlotChunk[] chunks = {
                SlotChunk.read(SlotChunk.write(early, 0, 1)), SlotChunk.read(SlotChunk.write(late, 1, 2))
            };
            BitSet left = both.restore(chunks[laterFirst ? 1 : 0], wanted);
            left.or(both.restore(chunks[laterFirst ? 0 : 1], wanted));
            assertThat(left.stream()).containsExactly(0);
            assertThat(both.find(first.id())).isEqualTo(1);
            assertThat(both.describes(1, second)).isTrue();
        }
    }

    @Test
    void a_chunk_has_no_bytes_of_memories_that_are_gone() {
        add(NewMemory.of("tea").session("open session", 1).actor("Ann"));
        int gone = add(NewMemory.of("milk")
                .session("secret session", 3)
                .actor("secret actor")
                .metadata(Metadata.of("secret key", List.of("secret element"), "k", "secret value")));
        assertThat(text()).contains("secret session", "secret actor", "secret key", "secret element", "secret value");
        slots.remove(gone);
        assertThat(text()).contains("open session", "Ann").doesNotContain("secret");
    }

    @Test
    void damage_is_refused_or_believed_but_nothing_worse() {
        for (int i = 0; i < 20; i++) {
            add(draft());
        }
        byte[] chunk = SlotChunk.write(slots, 0, 64);
        for (int length = 0; length < chunk.length; length++) {
            byte[] cut = Arrays.copyOf(chunk, length);
            assertThatThrownBy(() -> SlotChunk.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] longer = Arrays.copyOf(chunk, chunk.length + 1);
        assertThatThrownBy(() -> SlotChunk.read(longer)).isInstanceOf(IllegalArgumentException.class);
        byte[] otherVersion = chunk.clone();
        otherVersion[0]--;
        assertThatThrownBy(() -> SlotChunk.read(otherVersion)).isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = chunk.clone();
            damaged[random.nextInt(chunk.length)] = (byte) random.nextInt(256);
            Throwable thrown = catchThrowable(() -> SlotChunk.read(damaged));
            if (thrown != null) {
                assertThat(thrown).as("seed %d", seed).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void an_empty_chunk_is_fine() {
        assertThat(SlotChunk.read(SlotChunk.write(slots, 1_024, 2_048)).rows()).isZero();
    }

    private SlotChunk chunk() {
        return SlotChunk.read(SlotChunk.write(slots, 0, 1_024));
    }

    private String text() {
        return new String(SlotChunk.write(slots, 0, 1_024), StandardCharsets.ISO_8859_1);
    }

    private int add(NewMemory.Builder draft) {
        Memory memory = draft.build().stored(HOME, new UUID(random.nextLong(), random.nextLong()), 0, NOW);
        Memory versioned = version(memory, 1 + random.nextInt(3));
        int slot = slots.add(versioned, 1 + random.nextLong(1L << 40));
        bySlot.put(slot, versioned);
        return slot;
    }

    private NewMemory.Builder draft() {
        var draft = NewMemory.of(
                        random.nextBoolean()
                                ? "Is there tea? Or milk"
                                : "tea " + "and tea ".repeat(random.nextInt(300)))
                .importance(random.nextInt(3) / 2.0)
                .createdAt(NOW.plusMillis(random.nextInt(1_000_000_000)));
        if (random.nextBoolean()) {
            draft.session("s" + random.nextInt(5), random.nextInt(50)).actor("a" + random.nextInt(3));
        }
        if (random.nextBoolean()) {
            draft.expiresAt(NOW.plusSeconds(1_000_000 + random.nextInt(1_000_000)));
        }
        return switch (random.nextInt(4)) {
            case 0 -> draft;
            case 1 -> draft.metadata(Metadata.of("n", random.nextInt(4), "r", random.nextInt(4) / 3.0));
            case 2 -> draft.metadata(Metadata.of("b", random.nextBoolean(), "o", Map.of("t", "x" + random.nextInt(4))));
            default ->
                draft.metadata(new Metadata(Map.of(
                        "l",
                        new Value.Items(List.of(new Value.Whole(1), new Value.Text("\u8336"))),
                        "z",
                        new Value.Null())));
        };
    }

    private static Memory version(Memory m, long version) {
        return new Memory(
                m.id(),
                m.namespace(),
                m.type(),
                m.content(),
                Optional.empty(),
                m.metadata(),
                m.session(),
                m.sequence(),
                m.actor(),
                m.importance(),
                m.createdAt(),
                version == 1 ? m.updatedAt() : m.updatedAt().plusMillis(version),
                m.lastAccessed(),
                m.expiresAt(),
                version);
    }
}
