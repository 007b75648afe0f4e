package io.jamey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32C;

/// Where a page ended, as a text to hand back for the next one. Opaque to callers; bound to the namespace,
/// filter and order it came from, and usable on any store.
///
/// It is a position, not a permission: the namespace of the call decides what is seen.
///
/// @param token base64url of: format (1 byte), listing fingerprint (4), key of the order (8), id (16)
public record Cursor(String token) {
    private static final byte FORMAT = 1;
    private static final int BYTES = 1 + 4 + 8 + 16;

    /// The last memory of a page.
    ///
    /// @param key what the listing is ordered by: the time of creation in microseconds since 1970, or the place in
    ///     the session, -1 without one
    public record Position(long key, UUID id) {
        /// Where this memory is in a listing of that order.
        public static Position of(Memory memory, PageRequest.Order order) {
            long key = switch (order) {
                case NEWEST_FIRST, OLDEST_FIRST -> ChronoUnit.MICROS.between(Instant.EPOCH, memory.createdAt());
                case BY_SEQUENCE -> memory.sequence().orElse(-1);
            };
            return new Position(key, memory.id());
        }

        private Position checked(PageRequest.Order order) {
            switch (order) {
                case NEWEST_FIRST, OLDEST_FIRST -> Checks.time("cursor", Instant.EPOCH.plus(key, ChronoUnit.MICROS));
                case BY_SEQUENCE -> {
                    if (key < -1) {
                        throw invalid();
                    }
                }
            }
            return this;
        }
    }

    public Cursor {
        if (token.length() > 64) {
            throw invalid();
        }
    }

    /// The cursor behind `last` in the listing that `request` describes.
    public static Cursor after(Memory last, PageRequest request) {
        Position position = Position.of(last, request.order());
        var buffer = ByteBuffer.allocate(BYTES)
                .put(FORMAT)
                .putInt(fingerprint(last.namespace(), request))
                .putLong(position.key)
                .putLong(position.id.getMostSignificantBits())
                .putLong(position.id.getLeastSignificantBits());
        return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array()));
    }

    /// The position this cursor stands for in the listing that `request` describes.
    ///
    /// @throws IllegalArgumentException when it is no cursor, or of another listing
    public Position in(Namespace namespace, PageRequest request) {
        ByteBuffer buffer;
        try {
            buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        if (buffer.remaining() != BYTES
                || buffer.get() != FORMAT
                || buffer.getInt() != fingerprint(namespace, request)) {
            throw invalid();
        }
        try {
            return new Position(buffer.getLong(), new UUID(buffer.getLong(), buffer.getLong()))
                    .checked(request.order());
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static IllegalArgumentException invalid() {
        return new IllegalArgumentException(
                "the cursor does not belong to this listing: use it with the namespace, filter and order it came from");
    }

    private static int fingerprint(Namespace namespace, PageRequest request) {
        var crc = new CRC32C();
        crc.update((namespace.value() + '\n' + request.order() + '\n' + request.filter())
                .getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
