package io.jamey.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.jamey.MemoryException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/// How connections are made, and what each is told first.
final class Connections {
    /// The pool takes no less.
    private static final long LEAST_MILLIS = 250;

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    /// For the first connection, which tells whether the server is there.
    private static final Duration FIRST = Duration.ofSeconds(5);

    private static final int MIGRATING = 2;

    /// Longer than the second after which PostgreSQL looks for a deadlock (its `deadlock_timeout`): whoever
    /// waits no longer than that is told of a lock timeout, and not that beginning again would help. Short
    /// enough to begin again within the time of a call.
    private static final int LOCK_MILLIS = 1_100;

    /// A caller that gives up closes its connection. PostgreSQL would only see that at the end of the
    /// statement, and hold the statement's locks until then. On Windows it cannot look earlier, and refuses
    /// the setting.
    private static final String NOTICE_CALLERS_THAT_LEFT = """
            DO $$ BEGIN
              SET client_connection_check_interval = '500ms';
            EXCEPTION WHEN invalid_parameter_value THEN
              RAISE DEBUG 'statements end with statement_timeout only';
            END $$""";

    private Connections() {}

    /// Of the calls.
    ///
    /// @throws MemoryException `UNAVAILABLE` when the server cannot be reached
    static HikariDataSource pool(PostgresOptions options, Patience patience) {
        HikariConfig config = config(options, patience);
        config.setMaximumPoolSize(options.connections());
        config.setConnectionInitSql(settings(options) + "; " + statementTimeout(patience));
        // Until a call says how long it waits.
        config.addDataSourceProperty("socketTimeout", "2");
        return opened(config, options);
    }

    /// Of the migrations, which may wait for those of another process.
    static HikariDataSource forMigrations(PostgresOptions options, Patience patience) {
        HikariConfig config = config(options, patience);
        config.setMaximumPoolSize(MIGRATING);
        // What is there already is not made again, which needs no saying.
        config.setConnectionInitSql(settings(options) + "; SET client_min_messages = warning");
        config.addDataSourceProperty(
                "socketTimeout", Long.toString(patience.scan().toSeconds()));
        return opened(config, options);
    }

    private static HikariConfig config(PostgresOptions options, Patience patience) {
        var config = new HikariConfig();
        config.setPoolName("jamey-postgres");
        config.setJdbcUrl(options.url());
        options.user().ifPresent(config::setUsername);
        options.password().ifPresent(config::setPassword);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(Math.max(LEAST_MILLIS, patience.connection().toMillis()));
        config.setValidationTimeout(Math.max(LEAST_MILLIS, patience.check().toMillis()));
        config.setInitializationFailTimeout(FIRST.toMillis());
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        config.setConnectionInitSql(settings(options));
        config.setDataSourceProperties(driver());
        return config;
    }

    private static HikariDataSource opened(HikariConfig config, PostgresOptions options) {
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw e.getCause() instanceof SQLException cause
                    ? SqlErrors.translated(cause)
                    : new MemoryException(
                            MemoryException.Kind.UNAVAILABLE, "no connection to " + options.address(), null);
        }
    }

    static Properties driver() {
        var driver = new Properties();
        driver.setProperty("ApplicationName", "jamey");
        driver.setProperty("connectTimeout", "1");
        driver.setProperty("loginTimeout", "1");
        driver.setProperty("tcpKeepAlive", "true");
        // What a server says of a row that it refuses is content.
        driver.setProperty("logServerErrorDetail", "false");
        return driver;
    }

    /// A plan is made for the values at hand: one made for any value does not know a large namespace from a
    /// small one. To read a page found by an index costs about as much as to read the next one, where no
    /// disk turns.
    private static String settings(PostgresOptions options) {
        return String.join(
                "; ",
                "SET search_path = " + options.schema() + ", public, extensions",
                "SET TIME ZONE 'UTC'",
                "SET plan_cache_mode = force_custom_plan",
                "SET jit = off",
                "SET random_page_cost = 1.1",
                "SET lock_timeout = '" + LOCK_MILLIS + "ms'",
                "SET idle_in_transaction_session_timeout = '10s'",
                "SET hnsw.iterative_scan = relaxed_order",
                "SET hnsw.ef_search = " + options.effort(),
                "SET ivfflat.iterative_scan = relaxed_order",
                "SET ivfflat.probes = 10",
                NOTICE_CALLERS_THAT_LEFT);
    }

    /// For callers whose leaving no packet tells of. A time that an administrator has set stays.
    private static String statementTimeout(Patience patience) {
        return "SELECT set_config('statement_timeout', '" + patience.longest().toMillis()
                + "ms', false) WHERE current_setting('statement_timeout') = '0'";
    }
}
