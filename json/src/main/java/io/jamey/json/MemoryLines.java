package io.jamey.json;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/// A file of memories, one JSON object per line (NDJSON), read one at a time. Empty lines are passed over.
///
/// One thread. Holds one line in memory. To write such a file, write [MemoryJson#fields] line by line.
public final class MemoryLines implements AutoCloseable {
    /// Bytes of one line: room for the longest content, escaped, and the longest embedding in numbers.
    public static final int LINE_BYTES = 16 << 20;

    private final String name;
    private final InputStream in;
    private long line;
    private byte[] bytes = {};

    /// Takes the stream over.
    ///
    /// @param name the file's, for error messages
    public MemoryLines(String name, InputStream in) {
        this(name, in, 0);
    }

    /// The same for the rest of a file.
    ///
    /// @param linesBefore were read already
    public MemoryLines(String name, InputStream in, long linesBefore) {
        this.name = name;
        line = linesBefore;
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /// The number of the line that was read last, from 1.
    public long line() {
        return line;
    }

    /// The line that was read last, without its end.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The next memory, or nothing at the end of the file.
    ///
    /// @throws IllegalArgumentException naming file, line and reason
    /// @throws UncheckedIOException when the file cannot be read
    public Optional<WrittenMemory> next() {
        while (true) {
            Optional<byte[]> read = nextLine();
            if (read.isEmpty()) {
                return Optional.empty();
            }
            bytes = read.get();
            if (!isBlank(bytes)) {
                try {
                    return Optional.of(MemoryJson.read(bytes));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(at(String.valueOf(e.getMessage())), e);
                }
            }
        }
    }

    /// A message about the line that was read last.
    public String at(String message) {
        return name + ", line " + line + ": " + message;
    }

    private Optional<byte[]> nextLine() {
        line++;
        var read = new ByteArrayOutputStream(8192);
        try {
            int b = in.read();
            if (b < 0) {
                return Optional.empty();
            }
            for (; b >= 0 && b != '\n'; b = in.read()) {
                if (read.size() == LINE_BYTES) {
                    throw new IllegalArgumentException(at("the line is longer than " + LINE_BYTES + " bytes"));
                }
                read.write(b);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read: " + e.getMessage(), e);
        }
        return Optional.of(read.toByteArray());
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
