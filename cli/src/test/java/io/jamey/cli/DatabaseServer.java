package io.jamey.cli;

import io.jamey.server.settings.StoreLocation;
import io.jamey.testkit.ServerScript;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A real PostgreSQL, and how commands are told of it.
///
/// @param url as JDBC writes it, with the password
record DatabaseServer(ServerScript script, String url, StoreLocation.Postgres location, String password)
        implements AutoCloseable {
    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql://(?<address>[^?]+)\\?user=(?<user>[^&]+)&password=(?<password>.+)");

    static DatabaseServer run() {
        ServerScript script = ServerScript.run("postgres");
        Matcher url = URL.matcher(script.url());
        if (!url.matches()) {
            throw new IllegalStateException("JAMEY_POSTGRES_URL must have a user and a password");
        }
        var location = new StoreLocation.Postgres(Optional.of(url.group("user")), url.group("address"));
        return new DatabaseServer(script, script.url(), location, url.group("password"));
    }

    /// The variables that lead a command to it.
    Map<String, String> variables() {
        return Map.of("JAMEY_STORE", location.toString(), "JAMEY_STORE_PASSWORD", password);
    }

    Shell shell(Path home) {
        var shell = new Shell(home);
        variables().forEach(shell::with);
        return shell;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        script.close();
    }
}
