package io.jamey.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The checkout the tests look at.
record Repository(Path root) {
    private static final Set<String> NOT_OURS = Set.of(".git", "target", ".idea", ".vscode");

    /// The checkout this build runs in: the nearest folder above with `ARCHITECTURE.md`.
    static Repository here() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("not inside a checkout of Jamey");
            }
        }
        return new Repository(folder);
    }

    /// Every file that is not built or fetched.
    List<Path> files() {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    List<Path> javaFiles() {
        return files().stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    List<Path> mainJavaFiles() {
        return javaFiles().stream()
                .filter(file -> file.toString().contains("/src/main/"))
                .toList();
    }

    /// The folders with a pom of their own.
    List<String> modules() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String relative(Path file) {
        return root.relativize(file).toString();
    }
}
