package io.jamey.bench.goals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What the disk does by itself: bytes appended to a file and brought to safety. One thread.
final class Disk implements AutoCloseable {
    private final FileChannel log;
    private final ByteBuffer bytes;

    /// @param bytes that are appended at a time
    Disk(Path file, int bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            log = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be made", e);
        }
        this.bytes = ByteBuffer.allocateDirect(bytes);
    }

    /// Nanoseconds of one append and sync.
    long append() {
        try {
            bytes.clear();
            long begin = System.nanoTime();
            while (bytes.hasRemaining()) {
                log.write(bytes, log.size());
            }
            log.force(false);
            return System.nanoTime() - begin;
        } catch (IOException e) {
            throw new UncheckedIOException("the disk refuses to append: " + e.getMessage(), e);
        }
    }

    /// The kind of file system that a folder lies on: in memory, a sync costs nothing.
    static String kind(Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be asked for its file system", e);
        }
    }

    @Override
    public void close() {
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the file cannot be closed", e);
        }
    }
}
