package io.jamey.postgres;

import io.jamey.Cursor;
import io.jamey.Limits;
import io.jamey.Namespace;
import io.jamey.PageRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A part of a listing as a statement: memories in an order, from a position or an offset on.
final class Listing {
    private Listing() {}

    /// The memories of a page and the one behind it, with their places as `turn`: in so far as there is room
    /// for them on a page. The rows are chosen by what is narrow, and only those of the page are read.
    static Query following(
            Namespace namespace, PageRequest request, Optional<Cursor.Position> after, int bytesEach, Instant now) {
        Query chosen = Query.of("SELECT m.id, m.created_at, m.sequence, m.size + CASE WHEN m.embedded THEN " + bytesEach
                        + " ELSE 0 END AS size FROM memory m WHERE ")
                .add(MemoryRow.live(namespace, now))
                .add(" AND ")
                .add(FilterSql.of(request.filter()));
        after.ifPresent(position -> chosen.add(behind(position, request.order())));
        String order = order(request.order());
        chosen.add(" ORDER BY " + order + " LIMIT ? OFFSET ?", request.limit() + 1L, request.offset());
        // One more than finds room, to tell that the listing goes on.
        return Query.of("SELECT chosen.turn, shown.* FROM (SELECT m.id, row_number() OVER w AS turn,"
                        + " sum(m.size) OVER w - m.size - coalesce(lag(m.size) OVER w, 0) AS before FROM (")
                .add(chosen)
                .add(") m WINDOW w AS (ORDER BY " + order + ")) chosen CROSS JOIN LATERAL (")
                .add(MemoryRow.select(request.embeddings()))
                .add(" WHERE m.namespace = ? AND m.id = chosen.id) shown", namespace.value())
                .add(" WHERE chosen.before < " + Limits.PAGE_BYTES);
    }

    private static String order(PageRequest.Order order) {
        return switch (order) {
            case NEWEST_FIRST -> "m.created_at DESC, m.id DESC";
            case OLDEST_FIRST -> "m.created_at, m.id";
            case BY_SEQUENCE -> "coalesce(m.sequence, -1), m.id";
        };
    }

    private static Query behind(Cursor.Position position, PageRequest.Order order) {
        return switch (order) {
            case NEWEST_FIRST ->
                Query.of(" AND (m.created_at, m.id) < (?::timestamptz, ?::uuid)", time(position), position.id());
            case OLDEST_FIRST ->
                Query.of(" AND (m.created_at, m.id) > (?::timestamptz, ?::uuid)", time(position), position.id());
            case BY_SEQUENCE ->
                Query.of(" AND (coalesce(m.sequence, -1), m.id) > (?::bigint, ?::uuid)", position.key(), position.id());
        };
    }

    private static Instant time(Cursor.Position position) {
        return Instant.EPOCH.plus(position.key(), ChronoUnit.MICROS);
    }
}
