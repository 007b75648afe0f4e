package io.jamey.bench.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// SHA-256 of files and folders, as lower-case hexadecimal digits. A folder's is that of its files' relative
/// paths and contents.
public final class ContentHash {
    private ContentHash() {}

    public static String of(Path fileOrFolder) {
        return of(List.of(fileOrFolder));
    }

    /// Of several, in this order.
    public static String of(List<Path> filesAndFolders) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path each : filesAndFolders) {
                if (Files.isDirectory(each)) {
                    try (Stream<Path> files = Files.walk(each)) {
                        for (Path file :
                                files.filter(Files::isRegularFile).sorted().toList()) {
                            digest.update(each.relativize(file).toString().getBytes(UTF_8));
                            add(digest, file);
                        }
                    }
                } else {
                    add(digest, each);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
    }
}
