package io.jamey.postgres;

import io.jamey.Memory;
import io.jamey.MemoryType;
import io.jamey.Namespace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// A row of the table `memory` as a memory, and what statements share that read one.
final class MemoryRow {
    /// Of `memory m` with `access a`.
    static final String COLUMNS = "m.id, m.type, m.content, m.metadata, m.session, m.sequence, m.actor, m.importance,"
            + " m.created_at, m.updated_at, m.expires_at, m.version,"
            + " greatest(m.created_at, a.last_accessed) AS last_accessed";
    static final String WITHOUT_EMBEDDING = "NULL::bytea AS vector, NULL::real[] AS original";
    static final String ACCESS = " LEFT JOIN access a ON a.namespace = m.namespace AND a.id = m.id";
    static final String EMBEDDING = " LEFT JOIN embedding e ON e.namespace = m.namespace AND e.id = m.id";

    private MemoryRow() {}

    /// What to select, and from where, for memories with or without their embeddings.
    static String select(boolean embeddings) {
        return "SELECT " + COLUMNS + ", " + (embeddings ? Vectors.COLUMNS : WITHOUT_EMBEDDING) + " FROM memory m"
                + ACCESS + (embeddings ? EMBEDDING : "");
    }

    /// The namespace's memories that have not expired.
    static Query live(Namespace namespace, Instant now) {
        return Query.of("m.namespace = ? AND (m.expires_at IS NULL OR m.expires_at > ?)", namespace.value(), now);
    }

    static Memory read(Namespace namespace, ResultSet row) throws SQLException {
        Optional<String> session = Optional.ofNullable(row.getString("session"));
        long sequence = row.getLong("sequence");
        return new Memory(
                row.getObject("id", UUID.class),
                namespace,
                MemoryType.of(row.getString("type")),
                row.getString("content"),
                Vectors.read(row),
                Json.metadata(row.getString("metadata")),
                session,
                session.isPresent() ? OptionalLong.of(sequence) : OptionalLong.empty(),
                Optional.ofNullable(row.getString("actor")),
                row.getDouble("importance"),
                time(row, "created_at").orElseThrow(),
                time(row, "updated_at").orElseThrow(),
                time(row, "last_accessed").orElseThrow(),
                time(row, "expires_at"),
                row.getLong("version"));
    }

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
