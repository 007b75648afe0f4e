package io.jamey.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// A connection while one call uses it, until the call's time ends. For one thread.
final class Session {
    /// One row of an answer as a value.
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final long end;
    private final StatementCount statements;
    private boolean committing;

    /// @param end of the call's time, as [System#nanoTime()] counts
    Session(Connection connection, long end, StatementCount statements) {
        this.connection = connection;
        this.end = end;
        this.statements = statements;
    }

    <T> List<T> rows(Query query, Reader<T> reader) throws SQLException {
        try (PreparedStatement statement = prepared(query)) {
            ResultSet rows = statement.executeQuery();
            var read = new ArrayList<T>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return Collections.unmodifiableList(read);
        }
    }

    <T> Optional<T> row(Query query, Reader<T> reader) throws SQLException {
        return rows(query, reader).stream().findFirst();
    }

    int update(Query query) throws SQLException {
        try (PreparedStatement statement = prepared(query)) {
            return statement.executeUpdate();
        }
    }

    /// The same statement with the values of each query, in one round trip.
    void updateAll(List<Query> queries) throws SQLException {
        if (queries.isEmpty()) {
            return;
        }
        keepTime();
        try (PreparedStatement statement =
                connection.prepareStatement(queries.getFirst().text())) {
            for (Query query : queries) {
                bind(statement, query);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /// What no value stands in, such as a change to a table.
    void execute(String text) throws SQLException {
        keepTime();
        try (var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    /// Whether what was written may have taken effect, whatever became of the answer.
    boolean mayHaveCommitted() {
        return committing;
    }

    void commit() throws SQLException {
        keepTime();
        committing = true;
        connection.commit();
    }

    /// Undoes what the transaction has done so far; there is nothing to commit then.
    void undo() throws SQLException {
        keepTime();
        connection.rollback();
    }

    private PreparedStatement prepared(Query query) throws SQLException {
        keepTime();
        PreparedStatement statement = connection.prepareStatement(query.text());
        try {
            bind(statement, query);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /// No answer may keep the call waiting for longer than it has left.
    private void keepTime() throws SQLException {
        statements.add();
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SQLTimeoutException("out of time", SqlErrors.CONNECTION_LOST);
        }
        connection.setNetworkTimeout(Runnable::run, (int) left);
    }

    private void bind(PreparedStatement statement, Query query) throws SQLException {
        int index = 1;
        for (Object value : query.values()) {
            statement.setObject(index++, value == null ? null : jdbc(value));
        }
    }

    private Object jdbc(Object value) throws SQLException {
        return switch (value) {
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case float[] components -> connection.createArrayOf("float4", boxed(components));
            case Collection<?> all -> connection.createArrayOf(elementType(all), all.toArray());
            default -> value;
        };
    }

    private static String elementType(Collection<?> all) {
        Object first = all.stream()
                .filter(Objects::nonNull)
                .<Object>map(item -> item)
                .findFirst()
                .orElse("");
        return switch (first) {
            case String _ -> "text";
            case UUID _ -> "uuid";
            case Long _ -> "int8";
            case Integer _ -> "int4";
            case Double _ -> "float8";
            case Boolean _ -> "bool";
            default -> throw new IllegalArgumentException("no array of " + first.getClass());
        };
    }

    /// The driver's own method for plain arrays is not that of JDBC; it sends these in binary all the same.
    private static Float[] boxed(float[] components) {
        var boxed = new Float[components.length];
        for (int i = 0; i < components.length; i++) {
            boxed[i] = components[i];
        }
        return boxed;
    }
}
