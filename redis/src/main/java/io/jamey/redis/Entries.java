package io.jamey.redis;

import io.jamey.Namespace;
import io.jamey.encoding.Bytes;
import io.jamey.encoding.Bytes.MalformedException;
import java.util.Optional;

/// The bytes under the key of an entry: a claim, while somebody loads it, or a value.
///
/// ```
///  0  1  kind: L a claim, V a value
///  1 16  the token its guard had
/// 17 16  the claim                   17  1  format
///                                    18  8  until when it may be served, in microseconds since the epoch
///                                    26     the value, see Format
/// ```
///
/// An entry holds as long as its guard's token is the one it carries: a write takes the token away, and it never
/// comes back.
final class Entries {
    private static final byte CLAIM = 'L';
    private static final byte VALUE = 'V';
    private static final byte FORMAT = 1;
    private static final int TOKEN_AT = 1;
    private static final int BODY_AT = TOKEN_AT + Ticket.BYTES;

    private Entries() {}

    /// A value that is still right, as far as the clock is concerned.
    record Kept<T>(T value) {}

    /// What the bytes are, while the token is this one.
    static Sight.Seen seen(byte[] entry, Ticket token) {
        if (entry.length < BODY_AT || !Ticket.at(entry, TOKEN_AT).equals(token)) {
            return new Sight.Missing();
        }
        if (entry[0] == CLAIM && entry.length == BODY_AT + Ticket.BYTES) {
            return new Sight.Claimed(Ticket.at(entry, BODY_AT));
        }
        return entry[0] == VALUE ? new Sight.Value(new Bytes.Reader(entry, BODY_AT)) : new Sight.Missing();
    }

    static <T> byte[] write(Ticket token, long until, Format<T> format, T value) {
        var out = new Bytes.Writer(256)
                .int8(VALUE)
                .int64(token.process())
                .int64(token.number())
                .int8(FORMAT)
                .int64(until);
        format.write(value, out);
        return out.toArray();
    }

    /// The value, unless it is too old at `now`, or of another version of Jamey.
    static <T> Optional<Kept<T>> read(Bytes.Reader in, long now, Format<T> format, Namespace namespace) {
        try {
            if (in.int8() != FORMAT || in.int64() <= now) {
                return Optional.empty();
            }
            T value = format.read(in, namespace);
            in.end();
            return Optional.of(new Kept<>(value));
        } catch (MalformedException | IllegalArgumentException e) {
            return Optional.empty(); // nothing of ours: it is loaded again, and replaced
        }
    }
}
