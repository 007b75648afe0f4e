package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.json.MemoryLines;
import io.jamey.json.WrittenMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/// An NDJSON file of memories, read twice: first to find every mistake in it before anything is stored, then to
/// store it.
///
/// A line without an id gets one that follows from the file's bytes and the line's number, so that importing
/// the same file again stores nothing twice.
///
/// @param name for error messages
/// @param otherwise the namespace of lines that name none
record ImportFile(String name, Path path, Namespace otherwise) {

    /// What the first reading found.
    ///
    /// @param digest of the file's bytes, in hexadecimal
    record Checked(long memories, OptionalInt dimension, String digest) {}

    private record Key(Namespace namespace, UUID id) {}

    /// Reads it all, in time proportional to the file and memory proportional to the number of its ids.
    ///
    /// @throws IllegalArgumentException naming the line of the first mistake
    Checked check() {
        MessageDigest digest = sha256();
        var checking = new Object() {
            final Set<Key> ids = new HashSet<>();
            long memories;
            OptionalInt dimension = OptionalInt.empty();
        };
        try (var lines = new MemoryLines(name, new DigestInputStream(Files.newInputStream(path), digest))) {
            for (var next = lines.next(); next.isPresent(); next = lines.next()) {
                WrittenMemory written = next.get();
                checking.memories++;
                written.memory().embedding().ifPresent(embedding -> {
                    if (checking.dimension.orElse(embedding.dimension()) != embedding.dimension()) {
                        throw new IllegalArgumentException(
                                lines.at("an embedding of " + embedding.dimension() + " components after others of "
                                        + checking.dimension.getAsInt() + ": all of a store have as many"));
                    }
                    checking.dimension = OptionalInt.of(embedding.dimension());
                });
                written.memory().id().ifPresent(id -> {
                    if (!checking.ids.add(new Key(written.namespace().orElse(otherwise), id))) {
                        throw new IllegalArgumentException(lines.at("the id " + id + " is used a second time"));
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read: " + e.getMessage(), e);
        }
        return new Checked(checking.memories, checking.dimension, HexFormat.of().formatHex(digest.digest()));
    }

    /// Reads it again and hands over each memory.
    void each(Checked checked, BiConsumer<Namespace, NewMemory> memory) {
        try (var lines = new MemoryLines(name, Files.newInputStream(path))) {
            for (var next = lines.next(); next.isPresent(); next = lines.next()) {
                WrittenMemory written = next.get();
                memory.accept(
                        written.namespace().orElse(otherwise),
                        withId(written.memory(), checked.digest(), lines.line()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static NewMemory withId(NewMemory memory, String digest, long line) {
        if (memory.id().isPresent()) {
            return memory;
        }
        byte[] name = (digest + ' ' + line).getBytes(UTF_8);
        var hash = ByteBuffer.wrap(sha256().digest(name));
        // UUID version 8: ours to define.
        UUID id = new UUID(
                (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000, (hash.getLong() >>> 2) | 0x8000_0000_0000_0000L);
        return new NewMemory(
                Optional.of(id),
                memory.type(),
                memory.content(),
                memory.embedding(),
                memory.metadata(),
                memory.session(),
                memory.sequence(),
                memory.actor(),
                memory.importance(),
                memory.createdAt(),
                memory.expiresAt());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
