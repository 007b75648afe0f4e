package io.jamey.bench.baseline;

import io.jamey.bench.code.ContentHash;
import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/// Copies of jars, each once, under the hash of its content:
///
/// ```
/// code/HASH/jamey-core-0.1.0.jar
/// code/HASH/core/target/classes/...      where folders of classes were run instead of jars
/// ```
public final class CodeStore {
    /// Of a path to a folder of classes, the names that say which module it is.
    private static final int NAMES_OF_FOLDER = 3;

    private final Path folder;

    public CodeStore(Path folder) {
        this.folder = folder;
    }

    /// Copies what is not kept yet, and returns the program as it is kept.
    public Program keep(Program program) {
        return new Program(program.classPath().stream().map(this::keep).toList());
    }

    /// Checks that a program is still what was kept.
    ///
    /// @throws IllegalStateException if something of it has been lost or changed since it was kept
    public void check(Program kept) {
        for (Path entry : kept.classPath()) {
            String hash = folder.relativize(entry).getName(0).toString();
            if (!Files.exists(entry) || !ContentHash.of(entry).equals(hash)) {
                throw new IllegalStateException(
                        entry + " is not what was kept there: delete the baseline and save it anew");
            }
        }
    }

    private Path keep(Path entry) {
        String hash = ContentHash.of(entry);
        int names = Files.isDirectory(entry) ? Math.min(NAMES_OF_FOLDER, entry.getNameCount()) : 1;
        Path name = entry.subpath(entry.getNameCount() - names, entry.getNameCount());
        Path target = folder.resolve(hash).resolve(name);
        if (!Files.exists(target)) {
            try {
                Files.createDirectories(target.getParent());
                Path copying = Files.createTempDirectory(folder, "copying-");
                try {
                    copy(entry, copying.resolve(name));
                    move(copying.resolve(name), target);
                } finally {
                    Folders.delete(copying);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(entry + " cannot be kept in " + folder + ": " + e.getMessage(), e);
            }
        }
        return target;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void move(Path copied, Path target) throws IOException {
        try {
            Files.move(copied, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(target)) { // else another process was faster, with the same content
                throw e;
            }
        }
    }
}
