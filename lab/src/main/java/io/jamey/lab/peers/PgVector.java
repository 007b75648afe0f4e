package io.jamey.lab.peers;

import io.jamey.bench.data.SampleMemories.Share;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// PostgreSQL with pgvector's HNSW index, over JDBC, in a table of its own that is dropped at the end.
final class PgVector implements Peer {
    private static final int BATCH = 500;
    private static final String TABLE = "jamey_peers_benchmark";

    private final Corpus corpus;
    private final Connection connection;
    private int effortSet;

    PgVector(Corpus corpus, String url) throws IOException {
        this.corpus = corpus;
        try {
            connection = DriverManager.getConnection(url);
            execute("CREATE EXTENSION IF NOT EXISTS vector");
            execute("DROP TABLE IF EXISTS " + TABLE);
            execute("CREATE TABLE " + TABLE + " (id int PRIMARY KEY, content text NOT NULL, "
                    + Arrays.stream(Share.values())
                            .map(share -> column(share) + " boolean NOT NULL, ")
                            .collect(Collectors.joining())
                    + "embedding vector(" + corpus.dimension() + ") NOT NULL)");
            // Beside the row rather than in it, embeddings hide from the planner what reading all of them costs.
            execute("ALTER TABLE " + TABLE + " ALTER COLUMN embedding SET STORAGE PLAIN");
            // A plan for any question knows nothing of the index.
            execute("SET plan_cache_mode = force_custom_plan");
            execute("SET jit = off");
        } catch (SQLException e) {
            throw new IOException(
                    "PostgreSQL cannot be used: " + e.getMessage()
                            + "; JAMEY_POSTGRES_URL is a JDBC address, with user and" + " password",
                    e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public String name() {
        return "PostgreSQL + pgvector";
    }

    @Override
    public Kind kind() {
        return Kind.STORE;
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public int[] efforts() {
        return new int[] {40, 60, 80, 120, 160, 240, 320, 480, 640, 1000};
    }

    @Override
    public void load(int rows) throws IOException {
        try (var insert = insertion()) {
            connection.setAutoCommit(false);
            for (int row = 0; row < rows; row++) {
                fill(insert, row);
                insert.addBatch();
                if (row % BATCH == BATCH - 1 || row == rows - 1) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            connection.setAutoCommit(true);
            execute("CREATE INDEX ON " + TABLE + " USING hnsw (embedding vector_ip_ops)");
            for (Share share : Share.values()) {
                execute("CREATE INDEX ON " + TABLE + " (id) WHERE " + column(share));
            }
            execute("VACUUM ANALYZE " + TABLE);
            execute("SET hnsw.iterative_scan = strict_order");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private PreparedStatement insertion() throws SQLException {
        return connection.prepareStatement(
                "INSERT INTO " + TABLE + " VALUES (?, ?, " + "?, ".repeat(Share.values().length) + "?::vector)");
    }

    private void fill(PreparedStatement insert, int row) throws SQLException {
        insert.setInt(1, row);
        insert.setString(2, corpus.record(row).content());
        int place = 3;
        for (Share share : Share.values()) {
            insert.setBoolean(place++, share.has(row));
        }
        insert.setString(place, Arrays.toString(corpus.vector(row)));
    }

    private static String column(Share share) {
        return share.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int[] search(float[] question, @Nullable Share only, int effort) throws IOException {
        String where = only == null ? "" : " WHERE " + column(only);
        try {
            if (effort != effortSet) {
                execute("SET hnsw.ef_search = " + effort);
                effortSet = effort;
            }
            try (var select = connection.prepareStatement("SELECT id, content FROM " + TABLE + where
                    + " ORDER BY embedding <#> ?::vector LIMIT " + Corpus.TOP)) {
                select.setString(1, Arrays.toString(question));
                int[] rows = new int[Corpus.TOP];
                int count = 0;
                try (var found = select.executeQuery()) {
                    while (found.next()) {
                        rows[count++] = found.getInt(1);
                    }
                }
                return Arrays.copyOf(rows, count);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void insert(int row) throws IOException {
        try (var insert = insertion()) {
            fill(insert, row);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void delete(int row) throws IOException {
        try {
            execute("DELETE FROM " + TABLE + " WHERE id = " + row);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void show() {
        // Visible when the call returns.
    }

    @Override
    public long diskBytes() throws IOException {
        try (var statement = connection.createStatement();
                var size = statement.executeQuery("SELECT pg_total_relation_size('" + TABLE + "')")) {
            size.next();
            return size.getLong(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (connection) {
            execute("DROP TABLE " + TABLE);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
