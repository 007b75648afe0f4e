package io.jamey.server.access;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// How large a memory is for its quota: the UTF-8 bytes of its texts, 4 for each component of its embedding,
/// 8 for each number in its metadata, and something for the rest. The same on every store.
final class MemoryBytes {
    /// Id, times, importance and version.
    private static final long FIXED = 64;
    private static final long NUMBER = 8;

    private static final UUID NO_ID = new UUID(0, 0);
    private static final Namespace NOWHERE = Namespace.of("nowhere");

    private MemoryBytes() {}

    static long of(NewMemory memory) {
        return sum(memory.content(), memory.embedding(), memory.metadata(), memory.session(), memory.actor());
    }

    static long of(Memory memory) {
        return sum(memory.content(), memory.embedding(), memory.metadata(), memory.session(), memory.actor());
    }

    /// The most by which this change can make a memory larger: all it brings, as if nothing were replaced.
    static long brought(MemoryPatch patch) {
        Memory bare = new Memory(
                NO_ID,
                NOWHERE,
                MemoryType.SEMANTIC,
                "",
                Optional.empty(),
                Metadata.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                patch.expectedVersion().orElse(1));
        return of(patch.appliedTo(bare, Instant.EPOCH)) - FIXED;
    }

    private static long sum(
            String content,
            Optional<Embedding> embedding,
            Metadata metadata,
            Optional<String> session,
            Optional<String> actor) {
        return FIXED
                + utf8(content)
                + embedding
                        .map(vector -> (long) Float.BYTES * vector.dimension())
                        .orElse(0L)
                + of(new Value.Fields(metadata.fields()))
                + session.map(MemoryBytes::utf8).orElse(0L)
                + actor.map(MemoryBytes::utf8).orElse(0L);
    }

    private static long of(Value value) {
        return switch (value) {
            case Value.Text(var text) -> utf8(text);
            case Value.Items(var items) ->
                items.stream().mapToLong(MemoryBytes::of).sum();
            case Value.Fields(var fields) ->
                fields.entrySet().stream()
                        .mapToLong(field -> utf8(field.getKey()) + of(field.getValue()))
                        .sum();
            case Value.Whole _, Value.Real _, Value.Bool _, Value.Null _, Value.Time _ -> NUMBER;
        };
    }

    private static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // the two halves of a pair have four bytes together
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
