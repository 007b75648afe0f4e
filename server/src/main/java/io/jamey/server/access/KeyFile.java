package io.jamey.server.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The file that holds what is known of all keys, and no key.
///
/// One JSON document, a key per line. It is replaced as a whole and can be read by its owner alone; a crash
/// leaves the old one or the new one. Any number of threads and processes may change it at once: they take
/// turns by a lock on `<file>.lock`. Running servers notice within a second ([KeyRing]).
///
/// Every call throws [UncheckedIOException], with words that name the file and say what to do, when it cannot
/// be read or written, or is damaged.
public final class KeyFile {
    private final PrivateFile file;
    private final RandomGenerator random;

    /// A key and what the file knows of it.
    ///
    /// @param secret the key itself: nobody can find it out again
    public record Created(KeyRecord key, String secret) {
        /// Without the secret.
        @Override
        public String toString() {
            return "Created[" + key + "]";
        }
    }

    /// The file at this path, which need not be there.
    public KeyFile(Path path) {
        this(path, new SecureRandom());
    }

    KeyFile(Path path, RandomGenerator random) {
        file = new PrivateFile(path);
        this.random = random;
    }

    public Path path() {
        return file.path();
    }

    /// All keys in the order they were made, also those that have expired; nothing when there is no file.
    public Optional<List<KeyRecord>> read() {
        try {
            Optional<byte[]> bytes = file.read();
            return bytes.isEmpty() ? Optional.empty() : Optional.of(KeyFileJson.read(bytes.get()));
        } catch (IllegalArgumentException e) {
            String message = "the keys file " + path() + " is damaged: " + e.getMessage()
                    + ". Restore it from a backup, or move it away and create all keys anew";
            throw new UncheckedIOException(message, new IOException(e.getMessage()));
        }
    }

    /// Makes a key, and the file if there is none.
    ///
    /// @throws IllegalArgumentException if a key has that name, or the request is for a time that has passed
    public Created create(KeyRequest request, Instant now) {
        if (request.expires().filter(end -> !end.isAfter(now)).isPresent()) {
            throw new IllegalArgumentException("the key would have expired already, at "
                    + request.expires().get());
        }
        return file.exclusively(() -> {
            var keys = new ArrayList<>(read().orElse(List.of()));
            if (keys.stream().anyMatch(key -> key.name().equals(request.name()))) {
                throw new IllegalArgumentException("there is a key named '" + request.name()
                        + "' already: choose another name, or revoke that one first");
            }
            ApiKey key = unused(keys);
            var created = new Created(KeyRecord.of(key, request, now), key.reveal());
            keys.add(created.key());
            file.replace(KeyFileJson.write(keys));
            return created;
        });
    }

    /// Takes a key away; nothing when none has that name.
    public Optional<KeyRecord> revoke(String name) {
        return file.exclusively(() -> {
            var keys = new ArrayList<>(read().orElse(List.of()));
            Optional<KeyRecord> found =
                    keys.stream().filter(key -> key.name().equals(name)).findFirst();
            if (found.isPresent()) {
                keys.remove(found.get());
                file.replace(KeyFileJson.write(keys));
            }
            return found;
        });
    }

    /// Which version of the file is there now; another one whenever it may have changed.
    String stamp() {
        return file.stamp();
    }

    private ApiKey unused(List<KeyRecord> keys) {
        while (true) {
            ApiKey key = ApiKey.random(random);
            if (keys.stream().noneMatch(other -> other.id().equals(key.id()))) {
                return key;
            }
        }
    }
}
