package io.jamey.cli;

import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.postgres.PostgresMemoryStore;
import io.jamey.postgres.PostgresOptions;
import io.jamey.server.settings.StoreLocation;
import io.jamey.server.settings.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens the stores that settings name, without a layer.
final class Backends {
    private Backends() {}

    /// The store, made when there is none.
    static MemoryStore create(StoreSettings store) {
        return switch (store.location()) {
            case StoreLocation.File(Path path) -> EmbeddedMemoryStore.open(path);
            case StoreLocation.Postgres database -> PostgresMemoryStore.open(options(database, store));
        };
    }

    /// The store, which must be there if it is a file: a mistyped name is not to make one. A database somebody has
    /// made.
    static MemoryStore existing(StoreSettings store) {
        return switch (store.location()) {
            case StoreLocation.File(Path path) -> existing(path);
            case StoreLocation.Postgres _ -> create(store);
        };
    }

    static EmbeddedMemoryStore existing(Path path) {
        if (!Files.exists(path)) {
            throw new MemoryException(
                    MemoryException.Kind.UNAVAILABLE,
                    "there is no store at " + path
                            + ": name another with --store, or make it by storing or importing something");
        }
        return EmbeddedMemoryStore.open(path);
    }

    static PostgresOptions options(StoreLocation.Postgres database, StoreSettings store) {
        var options = PostgresOptions.of(database.url()).schema(store.schema()).connections(store.connections());
        return database.user()
                .map(user -> options.login(user, store.password().orElse("")))
                .orElse(options);
    }
}
