package io.jamey.postgres;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What tables can only be made with, as a server was found to have it; and in words what is missing, and who gives
/// it.
///
/// @param server its version, as `server_version_num` has it
/// @param offered the version of pgvector that the server could give the database
/// @param installed that the database has
/// @param place the schema that pgvector was put into
/// @param schema for the tables
/// @param hasSchema whether it is there already
/// @param mayCreate whether the user may create schemas and extensions in the database
record Prerequisites(
        int server,
        Optional<String> offered,
        Optional<String> installed,
        Optional<String> place,
        String user,
        String database,
        String schema,
        boolean hasSchema,
        boolean mayCreate) {
    private static final int SERVER_MIN = 15;
    private static final int NUMBERS_OF_A_VERSION = 10_000;
    private static final int EXTENSION_MINOR_MIN = 8;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    static Prerequisites of(Session session, String schema) throws SQLException {
        Query query = Query.of("""
                SELECT current_setting('server_version_num')::integer AS server,
                  (SELECT default_version FROM pg_available_extensions WHERE name = 'vector') AS offered,
                  e.extversion AS installed, n.nspname AS place, current_user AS asking, current_database() AS database,
                  to_regnamespace(?) IS NOT NULL AS has_schema,
                  has_database_privilege(current_database(), 'CREATE') AS may_create
                FROM (SELECT 1) one LEFT JOIN pg_extension e ON e.extname = 'vector'
                  LEFT JOIN pg_namespace n ON n.oid = e.extnamespace""", schema);
        return session.row(
                        query,
                        row -> new Prerequisites(
                                row.getInt("server"),
                                Optional.ofNullable(row.getString("offered")),
                                Optional.ofNullable(row.getString("installed")),
                                Optional.ofNullable(row.getString("place")),
                                row.getString("asking"),
                                row.getString("database"),
                                schema,
                                row.getBoolean("has_schema"),
                                row.getBoolean("may_create")))
                .orElseThrow();
    }

    /// What is missing, whoever asks.
    Optional<String> missing() {
        if (server / NUMBERS_OF_A_VERSION < SERVER_MIN) {
            return Optional.of("the server is PostgreSQL " + server / NUMBERS_OF_A_VERSION + ", and " + SERVER_MIN
                    + " or newer is needed");
        }
        if (installed.isEmpty() && offered.isEmpty()) {
            return Optional.of("the server has no pgvector: install it there (the package postgresql-"
                    + server / NUMBERS_OF_A_VERSION + "-pgvector of Debian and Ubuntu)");
        }
        String version = installed.or(() -> offered).orElseThrow();
        if (isOld(version)) {
            return Optional.of("pgvector is " + version + ", and 0." + EXTENSION_MINOR_MIN + " or newer is needed: "
                    + (offered.filter(there -> !isOld(there)).isPresent()
                            ? "let an administrator run ALTER EXTENSION vector UPDATE in the database " + database
                            : "install a newer one on the server"));
        }
        return place.filter(
                        schemaOfIt -> !Set.of("public", "extensions", schema).contains(schemaOfIt))
                .map(schemaOfIt -> "pgvector is in the schema " + schemaOfIt + ", where it is not looked for: let an"
                        + " administrator run ALTER EXTENSION vector SET SCHEMA public in the database " + database);
    }

    private static boolean isOld(String version) {
        Matcher numbers = VERSION.matcher(version);
        return numbers.matches()
                && Integer.parseInt(numbers.group(1)) == 0
                && Integer.parseInt(numbers.group(2)) < EXTENSION_MINOR_MIN;
    }

    /// Whether the schema can be there. Flyway would try for ten seconds to create it.
    boolean allowSchema() {
        return hasSchema || mayCreate;
    }

    /// What to do where the user may not.
    String notPermitted() {
        if (installed.isEmpty()) {
            return "the user " + user
                    + " may not create the extension: let an administrator run CREATE EXTENSION vector"
                    + " SCHEMA public in the database " + database + ", once";
        }
        return hasSchema
                ? "the user " + user + " may not make tables in the schema " + schema
                        + ": let its owner run GRANT ALL ON" + " SCHEMA " + schema + " TO " + user
                : "the user " + user + " may not create the schema: let an administrator run CREATE SCHEMA " + schema
                        + " AUTHORIZATION " + user + " in the database " + database + ", once";
    }
}
