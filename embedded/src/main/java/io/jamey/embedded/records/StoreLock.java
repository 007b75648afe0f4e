package io.jamey.embedded.records;

import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right to open a store's file, held by one [RecordFile] at a time: in this process and in all others on
/// this machine.
///
/// SQLite would let several processes write, but the index each keeps in memory would not learn of the other's
/// writes. The lock is on a file beside the store's (`<file>.lock`, which also holds the owner's pid), because
/// the system drops all locks a process has on a file, SQLite's included, when it closes any descriptor of it.
/// For the same reason a second open in this process must be refused before it opens the lock file: hence the
/// set of paths. The lock file stays: deleting it would let two processes lock two files of one name.
final class StoreLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
    /// Windows keeps others from reading what is locked, so the lock is far behind the pid.
    private static final long LOCKED_BYTE = 1L << 30;

    private static final int PID_BYTES = 20;

    private final Path file;
    private final FileChannel channel;

    private StoreLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// @param file in its one true spelling
    /// @throws MemoryException `UNAVAILABLE` when another holds it
    static StoreLock acquire(Path file) {
        if (!HELD_HERE.add(file)) {
            throw inUse(file, "this process");
        }
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(
                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
                if (lock == null) {
                    throw inUse(file, owner(channel));
                }
                channel.truncate(0);
                channel.write(
                        StandardCharsets.US_ASCII.encode(
                                Long.toString(ProcessHandle.current().pid())),
                        0);
                return new StoreLock(file, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            HELD_HERE.remove(file);
            throw new MemoryException(Kind.UNAVAILABLE, "cannot lock " + lockFile + ": " + e, e);
        } catch (RuntimeException e) {
            HELD_HERE.remove(file);
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new MemoryException(Kind.UNAVAILABLE, "cannot release the lock of " + file + ": " + e, e);
        } finally {
            HELD_HERE.remove(file);
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(PID_BYTES);
        channel.read(pid, 0);
        String digits = StandardCharsets.US_ASCII.decode(pid.flip()).toString();
        return digits.isEmpty() ? "another process" : "process " + digits;
    }

    private static MemoryException inUse(Path file, String owner) {
        return new MemoryException(
                Kind.UNAVAILABLE, file + " is open in " + owner + ": close it there, or use that process");
    }
}
