package io.jamey.cli.conversations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.MemoryType;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One thing said.
///
/// @param id its name in the file, such as `D1:3`
/// @param place in the session, from 0
/// @param at the session's beginning, plus a second per turn before this one
/// @param caption describes the image that was shown, if one was
public record Turn(
        String id, String session, int place, Instant at, String speaker, String text, Optional<String> caption) {

    /// The memory of this turn: always the same, so that importing a file twice changes nothing.
    ///
    /// The speaker is the actor and also the content's first word: questions name people, and so must what is
    /// to be found by its words.
    NewMemory memory(Namespace namespace) {
        return NewMemory.of(speaker + ": " + text
                        + caption.map(image -> " [" + image + "]").orElse(""))
                .id(memoryId(namespace))
                .type(MemoryType.MESSAGE)
                .session(session, place)
                .actor(speaker)
                .createdAt(at)
                .build();
    }

    /// In the layout of UUID version 7, time first, so that a conversation's memories lie together; what is
    /// random there is a hash of conversation and turn here.
    UUID memoryId(Namespace namespace) {
        try {
            byte[] name = (namespace.value() + '\n' + id).getBytes(UTF_8);
            var hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name));
            return new UUID(
                    (at.toEpochMilli() << 16) | 0x7000 | (hash.getLong() & 0x0fff),
                    0x8000_0000_0000_0000L | (hash.getLong() >>> 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
