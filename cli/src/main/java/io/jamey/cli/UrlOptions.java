package io.jamey.cli;

import io.jamey.client.ClientOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A server that runs already.
final class UrlOptions {
    private final Surroundings surroundings;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "A server that runs already, such as http://127.0.0.1:8080, instead of a --backend")
    private @Nullable URI url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "A file that holds a key for it, which may write. Default: the key in $JAMEY_KEY, if it is set")
    private @Nullable Path keyFile;

    UrlOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// How to reach it, if one was named.
    Optional<ClientOptions> client() {
        if (url == null) {
            if (keyFile != null) {
                throw new IllegalArgumentException("--key-file opens the server that --url names: name it");
            }
            return Optional.empty();
        }
        ClientOptions open = ClientOptions.of(url);
        String key = keyFile == null ? surroundings.variable("JAMEY_KEY") : read(keyFile);
        return Optional.of(key == null ? open : open.key(key));
    }

    static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the key cannot be read from " + file + ": " + e.getMessage(), e);
        }
    }
}
