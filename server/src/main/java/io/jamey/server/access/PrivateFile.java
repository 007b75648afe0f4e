package io.jamey.server.access;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A small file that only its owner can read or write, replaced as a whole.
final class PrivateFile {
    private static final int BYTES_MAX = 16 << 20;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    /// Locks on files are for processes; threads of this one take turns by this. Changes are rare: one for
    /// all files.
    private static final ReentrantLock TURN = new ReentrantLock();

    private final Path path;

    PrivateFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    /// What the file holds; nothing when there is none.
    Optional<byte[]> read() {
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw new IOException("it has more than " + BYTES_MAX + " bytes");
            }
            if (isPosix() && Files.getPosixFilePermissions(path).stream().anyMatch(PrivateFile::letsOthersWrite)) {
                throw new IOException("others may write to it: take that away with chmod 600, and look whether all its"
                        + " keys are yours");
            }
            return Optional.of(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    /// Something that is another whenever the file may have changed: a replaced file is another file.
    String stamp() {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
        } catch (NoSuchFileException e) {
            return "none";
        } catch (IOException e) {
            return "unreadable: " + e;
        }
    }

    /// Does the work while no other thread or process does any on this file.
    <T> T exclusively(Supplier<T> work) {
        TURN.lock();
        try {
            Files.createDirectories(folder());
            try (FileChannel channel = FileChannel.open(beside(".lock"), Set.of(CREATE, WRITE), owner());
                    FileLock _ = channel.lock()) {
                return work.get();
            }
        } catch (IOException e) {
            throw failure("change", e);
        } finally {
            TURN.unlock();
        }
    }

    /// Puts these bytes in the file's place, so that a crash leaves all of the old or all of the new. Only
    /// within [#exclusively(Supplier)].
    void replace(byte[] bytes) {
        Path fresh = beside(".new");
        try {
            Path place = Files.exists(path) ? path.toRealPath() : path;
            Files.deleteIfExists(fresh);
            try (FileChannel channel = FileChannel.open(fresh, Set.of(CREATE_NEW, WRITE), owner())) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(fresh, place, ATOMIC_MOVE);
            if (isPosix()) {
                try (FileChannel folder = FileChannel.open(folder(), READ)) {
                    folder.force(true);
                }
            }
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    private Path folder() {
        return path.resolveSibling(".").normalize();
    }

    private Path beside(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }

    private FileAttribute<?>[] owner() {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static boolean letsOthersWrite(PosixFilePermission permission) {
        return permission == PosixFilePermission.GROUP_WRITE || permission == PosixFilePermission.OTHERS_WRITE;
    }

    private UncheckedIOException failure(String what, IOException e) {
        return new UncheckedIOException("cannot " + what + " the keys file " + path + ": " + e.getMessage(), e);
    }
}
