package io.jamey.postgres;

import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.ranking.Candidate;
import io.jamey.ranking.Relevance;
import io.jamey.ranking.TextTraits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;

/// A row of a [SearchStatement]: a candidate, and the memory itself.
///
/// @param complete whether the memory is all there, but for its embedding; else its content is still to be
///     read
record CandidateRow(Candidate candidate, Memory memory, boolean complete) {

    /// Of `memory o` with `access a`.
    static String columns() {
        return "o.id, o.type, o.size <= " + SearchStatement.CARRIED_BYTES + " AS complete,"
                + " CASE WHEN o.size <= " + SearchStatement.CARRIED_BYTES + " THEN o.content ELSE '' END AS content,"
                + " CASE WHEN o.size <= " + SearchStatement.CARRIED_BYTES + " THEN o.metadata::text ELSE '{}' END"
                + " AS metadata, o.session, o.sequence, o.actor, o.importance, o.created_at, o.updated_at,"
                + " o.expires_at, o.version, greatest(o.created_at, a.last_accessed) AS last_accessed, "
                + MemoryRow.WITHOUT_EMBEDDING;
    }

    static CandidateRow read(Namespace namespace, ResultSet row, AccessTimes access, boolean withBefore)
            throws SQLException {
        Memory memory = access.latest(MemoryRow.read(namespace, row));
        var candidate = new Candidate(
                memory.id(),
                relevance(row, ""),
                withBefore && row.getBoolean("has_before") ? Optional.of(relevance(row, "before_")) : Optional.empty(),
                memory.session(),
                memory.actor(),
                memory.createdAt(),
                memory.lastAccessed(),
                memory.importance());
        return new CandidateRow(candidate, memory, row.getBoolean("complete"));
    }

    private static Relevance relevance(ResultSet row, String prefix) throws SQLException {
        double cosine = row.getDouble(prefix + "cosine");
        boolean compared = !row.wasNull();
        return new Relevance(
                row.getDouble(prefix + "bm25"),
                compared ? OptionalDouble.of(cosine) : OptionalDouble.empty(),
                new TextTraits(row.getInt(prefix + "words"), row.getBoolean(prefix + "asks")));
    }
}
