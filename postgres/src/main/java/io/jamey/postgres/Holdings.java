package io.jamey.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.OptionalInt;

/// What the tables hold, and how much room they take.
///
/// @param bytesLive estimated: how many pages the rows would fill that PostgreSQL counted when it last vacuumed or
///     analysed a table, as wide as it found them then; of indexes the same share as of their table. All of a table
///     that was never looked at
record Holdings(long memories, long namespaces, OptionalInt dimension, long bytesLive, long bytesTotal) {
    private static final String SELECT = """
            WITH sizes AS (
              SELECT c.reltuples, c.relpages, pg_total_relation_size(c.oid) AS bytes,
                (SELECT sum(s.avg_width) FROM pg_stats s WHERE s.schemaname = current_schema() AND s.tablename = c.relname)
                  AS width
              FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace),
            shares AS (
              SELECT bytes, CASE WHEN reltuples < 0 OR relpages = 0 OR width IS NULL THEN 1
                ELSE least(1, ceil(reltuples / greatest(1, floor(8168 / (28 + width)))) / relpages) END AS live
              FROM sizes),
            room AS (SELECT sum(bytes)::bigint AS bytes, sum(bytes * live)::bigint AS live FROM shares)
            SELECT coalesce(sum(n.live), 0) AS memories, count(*) AS namespaces,
              coalesce((SELECT dimension FROM store), 0) AS dimension, (SELECT live FROM room) AS bytes_live,
              (SELECT bytes FROM room) AS bytes_total
            FROM (SELECT n.memories - (SELECT count(*) FROM memory m
                WHERE m.namespace = n.name AND m.expires_at <= ?) AS live FROM namespace n) n
            WHERE n.live > 0""";

    static Holdings read(Session session, Instant now) throws SQLException {
        return session.row(Query.of(SELECT, now), Holdings::read).orElseThrow();
    }

    private static Holdings read(ResultSet row) throws SQLException {
        int dimension = row.getInt("dimension");
        return new Holdings(
                row.getLong("memories"),
                row.getLong("namespaces"),
                dimension == 0 ? OptionalInt.empty() : OptionalInt.of(dimension),
                row.getLong("bytes_live"),
                row.getLong("bytes_total"));
    }
}
