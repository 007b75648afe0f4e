package io.jamey.postgres;

import io.jamey.MemoryException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/// Brings the tables to what this version of Jamey reads and writes. Safe from several processes at once:
/// Flyway lets one go first.
final class Migrations {
    /// The last of the files in `migrations/`.
    private static final int VERSION = 1;

    private final PostgresOptions options;
    private final Database database;

    Migrations(PostgresOptions options, Database database) {
        this.options = options;
        this.database = database;
    }

    /// Costs one statement when there is nothing to do, as nearly always.
    ///
    /// @throws MemoryException `UNAVAILABLE` when the tables were made by a newer Jamey, or cannot be made
    void run() {
        Optional<Integer> found = database.call(database.patience().search(), this::version);
        if (found.isPresent() && found.get() > VERSION) {
            throw new MemoryException(
                    MemoryException.Kind.UNAVAILABLE,
                    "the tables in schema " + options.schema() + " have version " + found.get()
                            + ", this Jamey knows version " + VERSION + ": use a newer Jamey");
        }
        if (found.isEmpty() || found.get() < VERSION) {
            migrate();
        }
        database.call(database.patience().search(), this::keepLanguage);
    }

    private Optional<Integer> version(Session session) throws SQLException {
        String history = options.schema() + ".flyway_schema_history";
        boolean there = session.row(Query.of("SELECT to_regclass(?) IS NOT NULL", history), row -> row.getBoolean(1))
                .orElseThrow();
        return there
                ? session.row(
                        Query.of("SELECT max(version::integer) FROM " + history + " WHERE success"),
                        row -> row.getInt(1))
                : Optional.empty();
    }

    private void migrate() {
        Prerequisites there =
                database.call(database.patience().search(), session -> Prerequisites.of(session, options.schema()));
        there.missing().ifPresent(missing -> {
            throw impossible(missing, null);
        });
        if (!there.allowSchema()) {
            throw impossible(there.notPermitted(), null);
        }
        try (var connections = Connections.forMigrations(options, database.patience())) {
            var _ = Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(connections)
                    .locations("classpath:io/jamey/postgres/migrations")
                    .defaultSchema(options.schema())
                    .schemas(options.schema())
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw impossible(SqlErrors.isNotPermitted(e) ? there.notPermitted() : SqlErrors.primary(e), e);
        }
    }

    private MemoryException impossible(String reason, @Nullable FlywayException cause) {
        return new MemoryException(
                MemoryException.Kind.UNAVAILABLE,
                "the tables cannot be made in schema " + options.schema() + " of " + options.address() + ": " + reason,
                cause);
    }

    private boolean keepLanguage(Session session) throws SQLException {
        String mine = options.language().name().toLowerCase(Locale.ROOT);
        session.update(Query.of("INSERT INTO store (language) VALUES (?) ON CONFLICT DO NOTHING", mine));
        String kept = session.row(Query.of("SELECT language FROM store"), row -> row.getString(1))
                .orElseThrow();
        if (!kept.equals(mine)) {
            throw new IllegalArgumentException("the store's contents are split into words as " + kept + ", not as "
                    + mine + ": open it with that language");
        }
        return true;
    }
}
