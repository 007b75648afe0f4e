package io.jamey.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that the user names.
final class InputFile {
    private InputFile() {}

    /// The path of a file that is there and can be read.
    ///
    /// @throws IllegalArgumentException when it is not
    static Path readable(String name) {
        Path path = Path.of(name);
        if (!Files.isRegularFile(path) && !Files.isReadable(path)) {
            throw new IllegalArgumentException("there is no file " + name);
        }
        if (Files.isDirectory(path)) {
            throw new IllegalArgumentException(name + " is a folder, not a file");
        }
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("the file " + name + " may not be read: see its permissions");
        }
        return path;
    }

    static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
