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
/// @param token base64url of: format (1 byte), listing fingerprint (4), creation time in microseconds (8), id
///     (16)
public record Cursor(String token) {
    private static final byte FORMAT = 1;
    private static final int BYTES = 1 + 4 + 8 + 16;

    /// The last memory of a page.
    public record Position(Instant createdAt, UUID id) {}

    public Cursor {
        if (token.length() > 64) {
            throw invalid();
        }
    }

    /// The cursor behind `last` in the listing that `request` describes.
    public static Cursor after(Memory last, PageRequest request) {
        var buffer = ByteBuffer.allocate(BYTES)
                .put(FORMAT)
                .putInt(fingerprint(last.namespace(), request))
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, last.createdAt()))
                .putLong(last.id().getMostSignificantBits())
                .putLong(last.id().getLeastSignificantBits());
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
        Instant createdAt = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
        try {
            Checks.time("cursor", createdAt);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        return new Position(createdAt, new UUID(buffer.getLong(), buffer.getLong()));
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
