package io.jamey.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the server now and then whether it is there, on a connection of its own: so it is told even while
/// callers hold all others. Safe for any number of threads.
final class Pulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final String url;
    private final Properties login;
    private final int millis;
    private @Nullable Connection connection;

    Pulse(PostgresOptions options, Patience patience) {
        url = options.url();
        login = new Properties();
        login.putAll(Connections.driver());
        login.setProperty("socketTimeout", "2");
        options.user().ifPresent(name -> login.setProperty("user", name));
        options.password().ifPresent(secret -> login.setProperty("password", secret));
        millis = (int) patience.connection().toMillis();
    }

    /// A round trip.
    ///
    /// @return how long it took, or nothing when the server does not answer in time
    synchronized Optional<Duration> take() {
        try {
            Connection open = connection;
            if (open == null) {
                open = DriverManager.getConnection(url, login);
                connection = open;
            }
            long start = System.nanoTime();
            open.setNetworkTimeout(Runnable::run, millis);
            try (var statement = open.createStatement()) {
                statement.execute("SELECT 1");
            }
            return Optional.of(Duration.ofNanos(System.nanoTime() - start));
        } catch (SQLException e) {
            forget();
            return Optional.empty();
        }
    }

    private void forget() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("the connection was gone already", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        forget();
    }
}
