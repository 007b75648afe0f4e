package io.jamey.redis;

import io.jamey.encoding.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A name that nobody else has or had: the token of entries, a claim, a writer. A number would not do: a server that
/// has forgotten it would count from the start again.
///
/// @param process random, of whoever made it
/// @param number counted there
record Ticket(long process, long number) {
    static final int BYTES = 2 * Long.BYTES;

    /// @param bytes with a ticket at `offset`
    static Ticket at(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return new Ticket(buffer.getLong(), buffer.getLong());
    }

    byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        Bytes.putLong(bytes, 0, process);
        Bytes.putLong(bytes, Long.BYTES, number);
        return bytes;
    }
}
