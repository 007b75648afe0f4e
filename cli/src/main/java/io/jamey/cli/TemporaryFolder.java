package io.jamey.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A folder that is gone, with all that is in it, when it is closed, or when this process is asked to end (SIGTERM,
/// Ctrl-C): then the processes that this one has started are ended first, which may be writing there. What a
/// process leaves behind that was killed outright is deleted by the next that makes such a folder.
final class TemporaryFolder implements AutoCloseable {
    /// Locked while the folder is in use: the operating system lets go of it when the process dies, however it does.
    private static final String OWNER = "owner.lock";
    /// Those of this process. Closing a file lets go of all locks on it, so that a look at these would unlock them.
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    /// How often it is tried to delete what is still being written to.
    private static final int ATTEMPTS = 5;

    private static final long SECONDS_TO_END = 5;

    private static volatile boolean ending;

    private final Path path;
    private final FileChannel owner;
    private final Optional<Thread> hook;

    TemporaryFolder(Path in, String prefix) {
        this(in, prefix, true);
    }

    private TemporaryFolder(Path in, String prefix, boolean endsWithProcess) {
        try {
            deleteLeftOver(in, prefix);
            while (true) {
                Path made = Files.createTempDirectory(in, prefix).toRealPath();
                OWN.add(made);
                FileChannel lock =
                        FileChannel.open(made.resolve(OWNER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                if (lock.tryLock() != null && Files.exists(made.resolve(OWNER))) {
                    path = made;
                    owner = lock;
                    break;
                }
                lock.close(); // another process took it for left over, and deletes it: make another
                OWN.remove(made);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no folder can be made in " + in + ": " + e.getMessage(), e);
        }
        hook = endsWithProcess ? Optional.of(new Thread(this::end, "jamey-temporary-folder")) : Optional.empty();
        hook.ifPresent(Runtime.getRuntime()::addShutdownHook);
    }

    /// One whose user ends in an orderly way when the process is asked to end, see [Interrupt], and closes it then.
    static TemporaryFolder closedByItsUser(Path in, String prefix) {
        return new TemporaryFolder(in, prefix, false);
    }

    /// Whether this process was asked to end and is pulling the ground from under what runs in it: its failures are
    /// no news.
    static boolean isEnding() {
        return ending;
    }

    Path path() {
        return path;
    }

    private void end() {
        ending = true;
        List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
        started.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : started) {
            each.onExit()
                    .completeOnTimeout(each, SECONDS_TO_END, TimeUnit.SECONDS)
                    .join();
        }
        deleteAll();
    }

    @Override
    public void close() {
        try {
            hook.ifPresent(Runtime.getRuntime()::removeShutdownHook);
        } catch (IllegalStateException _) {
            return; // the process is ending, and the hook deletes it
        }
        deleteAll();
    }

    private void deleteAll() {
        try {
            delete(path, owner);
            OWN.remove(path);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /// Deletes folders whose owners are dead.
    private static void deleteLeftOver(Path in, String prefix) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(in, prefix + "*")) {
            for (Path folder : found) {
                if (Files.isRegularFile(folder.resolve(OWNER)) && !OWN.contains(folder.toRealPath())) {
                    deleteIfLeftOver(folder);
                }
            }
        }
    }

    private static void deleteIfLeftOver(Path folder) {
        try (FileChannel lock = FileChannel.open(folder.resolve(OWNER), StandardOpenOption.WRITE)) {
            if (lock.tryLock() != null) {
                delete(folder, lock);
            }
        } catch (IOException _) {
            // Of another user, or another process was faster. It does no harm.
        }
    }

    /// The lock last, so that nobody else comes in between.
    private static void delete(Path folder, FileChannel lock) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (Stream<Path> found = Files.walk(folder)) {
                List<Path> deepestFirst = found.filter(each -> !each.equals(folder) && !each.endsWith(OWNER))
                        .sorted(Comparator.reverseOrder())
                        .toList();
                for (Path each : deepestFirst) {
                    Files.deleteIfExists(each);
                }
                lock.close();
                Files.deleteIfExists(folder.resolve(OWNER));
                Files.deleteIfExists(folder);
                return;
            } catch (IOException | UncheckedIOException e) {
                if (attempt == ATTEMPTS) { // somebody is writing there still
                    throw e;
                }
            }
        }
    }
}
