package io.jamey.embedded.records;

import io.jamey.MemoryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Room on the disk that is kept for deletes: on a full disk even a delete must first write to the log.
///
/// A file beside the store's, there while the store is open. Used by the writer thread alone.
final class Reserve {
    /// Enough for a few hundred deletes of memories of a few kilobytes.
    private static final int BYTES = 4 << 20;

    /// Taken only where so many times as much is free, so as not to take the last.
    private static final long ROOM_FACTOR = 4;

    private final Path file;
    private final Path folder;
    private boolean held;

    /// @param storeFile absolute
    Reserve(Path storeFile) {
        this.folder = storeFile.resolveSibling(".");
        this.file = storeFile.resolveSibling(storeFile.getFileName() + ".reserve");
    }

    /// Takes the room if there is so much, which is no fault if not.
    void hold() {
        if (held || folder.toFile().getUsableSpace() < ROOM_FACTOR * BYTES) {
            return;
        }
        // Noise, because some file systems keep a file of zeros for nothing.
        byte[] noise = new byte[1 << 16];
        new Random(0).nextBytes(noise);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int written = 0; written < BYTES; written += noise.length) {
                out.write(noise);
            }
            held = true;
        } catch (IOException e) {
            release();
        }
    }

    /// Gives the room up; false when there was none.
    boolean release() {
        boolean was = held;
        held = false;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "cannot delete " + file + ": " + e, e);
        }
        return was;
    }
}
