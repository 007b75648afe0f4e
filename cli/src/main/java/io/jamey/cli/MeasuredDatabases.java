package io.jamey.cli;

import io.jamey.MemoryException;
import io.jamey.logging.LogOptions;
import io.jamey.logging.SecureLogging;
import io.jamey.postgres.PostgresOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.event.Level;

/// Databases that are made to be measured, on the server of one that somebody named. Their names begin with
/// `jamey_bench_`; no other is read or changed.
///
/// A database is copied as files are, index and all, which takes a second or so, where rows would have to be indexed
/// anew. Copies are gone when this process is asked to end (SIGTERM, Ctrl-C), if they were not dropped before.
final class MeasuredDatabases {
    /// A server, the database that was named, and what follows it.
    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]*)(?:/[^?]*)?(\\?.*)?");

    private static final Pattern OURS = Pattern.compile("jamey_bench_[a-z0-9_]+");
    private static final Pattern COPY = Pattern.compile("jamey_bench_copy_(\\d+)_[a-z0-9]+");
    /// Copies that nobody is connected to are then left from a run that was killed.
    private static final Duration LEFT_OVER = Duration.ofDays(1);

    private static final String NOT_PERMITTED = "42501";

    private final PostgresOptions server;
    /// That this process has made and not dropped yet.
    private final Set<String> copies = new LinkedHashSet<>();

    private boolean ending;

    private MeasuredDatabases(PostgresOptions server) {
        this.server = server;
    }

    /// @param server leads to a database, which is only used to speak to the server
    static MeasuredDatabases on(PostgresOptions server) {
        var databases = new MeasuredDatabases(server);
        Runtime.getRuntime().addShutdownHook(new Thread(databases::end, "jamey-measured-databases"));
        return databases;
    }

    /// For a user that ends in an orderly way when the process is asked to end, see [Interrupt], and drops them then.
    static MeasuredDatabases droppedByTheirUser(PostgresOptions server) {
        return new MeasuredDatabases(server);
    }

    /// A copy that is being made is waited for: the server would finish it for nobody.
    private synchronized void end() {
        ending = true;
        // What libraries say of connections that are cut under them is no news.
        var _ = SecureLogging.start(LogOptions.defaults().level(Level.ERROR));
        List.copyOf(copies).forEach(this::drop);
    }

    /// How the store in one of the databases is opened.
    PostgresOptions options(String database) {
        var options = PostgresOptions.of(url(database)).connections(server.connections());
        return server.user()
                .map(user -> options.login(user, server.password().orElse("")))
                .orElse(options);
    }

    private String url(String database) {
        Matcher parts = URL.matcher(server.url());
        if (!parts.matches()) {
            throw new IllegalArgumentException("a PostgreSQL to measure on must be named with its host");
        }
        return parts.group(1) + "/" + database + (parts.group(2) == null ? "" : parts.group(2));
    }

    /// A new one, empty.
    String create() {
        String name = "jamey_bench_data_" + random();
        run(server.url(), "CREATE DATABASE " + name);
        return name;
    }

    /// A new one with all that is in another, which nobody may be connected to.
    synchronized String copy(String database) {
        if (ending) {
            throw new IllegalStateException("the process is ending: nothing is measured any more");
        }
        dropLeftOver();
        // What the server would do in time, and then while something is measured.
        run(url(ours(database)), "VACUUM ANALYZE");
        String name = "jamey_bench_copy_" + Instant.now().getEpochSecond() + "_" + random();
        run(server.url(), "CREATE DATABASE " + name + " TEMPLATE " + database + " STRATEGY file_copy");
        copies.add(name);
        return name;
    }

    synchronized void drop(String database) {
        run(server.url(), "DROP DATABASE IF EXISTS " + ours(database) + " WITH (FORCE)");
        copies.remove(database);
    }

    boolean has(String database) {
        return names("SELECT datname FROM pg_database").contains(database);
    }

    private void dropLeftOver() {
        long before = Instant.now().minus(LEFT_OVER).getEpochSecond();
        for (String unused : names("SELECT datname FROM pg_database WHERE datname NOT IN"
                + " (SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL)")) {
            Matcher copy = COPY.matcher(unused);
            if (copy.matches() && Long.parseLong(copy.group(1)) < before) {
                drop(unused);
            }
        }
    }

    private static String random() {
        return Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
    }

    private static String ours(String database) {
        if (!OURS.matcher(database).matches()) {
            throw new IllegalArgumentException(database + " was not made to be measured");
        }
        return database;
    }

    private void run(String url, String sql) {
        try (Connection connection = connection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw translated(e);
        }
    }

    private List<String> names(String sql) {
        try (Connection connection = connection(server.url());
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw translated(e);
        }
    }

    private Connection connection(String url) throws SQLException {
        var login = new Properties();
        server.user().ifPresent(user -> login.setProperty("user", user));
        server.password().ifPresent(password -> login.setProperty("password", password));
        login.setProperty("ApplicationName", "jamey bench");
        return DriverManager.getConnection(url, login);
    }

    private static MemoryException translated(SQLException e) {
        String what = NOT_PERMITTED.equals(e.getSQLState())
                ? "stores are measured in databases of their own, and this user may not make any: ALTER ROLE ... CREATEDB"
                : "no database to measure: " + e.getMessage();
        return new MemoryException(MemoryException.Kind.UNAVAILABLE, what, e);
    }
}
