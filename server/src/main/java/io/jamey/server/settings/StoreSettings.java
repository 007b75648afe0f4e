package io.jamey.server.settings;

import java.nio.file.Path;
import java.util.Optional;

/// Where the memories are, and how one gets there.
///
/// @param password of the database's user
/// @param schema of the database that holds them
/// @param connections to a database, at most
public record StoreSettings(StoreLocation location, Optional<String> password, String schema, int connections) {
    private static final String SCHEMA = "jamey";
    private static final int CONNECTIONS = 10;

    /// In a file.
    public static StoreSettings file(Path path) {
        return new StoreSettings(new StoreLocation.File(path), Optional.empty(), SCHEMA, CONNECTIONS);
    }

    /// The location: the rest may be secret.
    @Override
    public String toString() {
        return location.toString();
    }
}
