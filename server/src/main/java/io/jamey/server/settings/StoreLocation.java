package io.jamey.server.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the memories are.
public sealed interface StoreLocation {
    /// How a file, or a database, may be written.
    String WRITTEN = "a path, or a database, as in postgresql://jamey@localhost:5432/jamey";

    /// A file of this machine, which one process at a time opens.
    record File(Path path) implements StoreLocation {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// A database that any number of processes share.
    ///
    /// @param address the server, the database and what else follows them in a URL, without user and password
    record Postgres(Optional<String> user, String address) implements StoreLocation {
        private static final Pattern URL =
                Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^@/?]*)@)?(?<address>[^@]+)");
        private static final Pattern SECRET = Pattern.compile("[?&](ssl)?password=", Pattern.CASE_INSENSITIVE);

        private static Postgres of(String text) {
            Matcher url = URL.matcher(text);
            if (!url.matches()) {
                throw new IllegalArgumentException("no address of a PostgreSQL database");
            }
            Optional<String> user = Optional.ofNullable(url.group("user"));
            if (user.filter(name -> name.contains(":")).isPresent()
                    || SECRET.matcher(text).find()) {
                throw new SecretInUrlException("store_password");
            }
            return new Postgres(user, url.group("address"));
        }

        /// As JDBC writes it.
        public String url() {
            return "jdbc:postgresql://" + address;
        }

        @Override
        public String toString() {
            return "postgresql://" + user.map(name -> name + "@").orElse("") + address;
        }
    }

    /// Reads what somebody wrote.
    ///
    /// @throws IllegalArgumentException for neither a path nor the address of a database, and for an address with a
    ///     password
    static StoreLocation of(String text) {
        if (isUrl(text)) {
            return Postgres.of(text);
        }
        try {
            return new File(Path.of(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Whether this cannot be a path.
    static boolean isUrl(String text) {
        return text.contains("://") || text.startsWith("jdbc:");
    }
}
