package io.jamey.json;

import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Requests that name memories by id or by filter, as JSON: `{"namespace":...,"ids":[...]}` and
/// `{"namespace":...,"filter":{...}}`.
public final class SelectionJson {
    private static final FieldNames NAMESPACE =
            FieldNames.of("a namespace", "namespace").alias("user_id", "namespace");
    private static final FieldNames IDS =
            FieldNames.of("a list of ids", "namespace", "ids").alias("user_id", "namespace");
    private static final FieldNames FILTER =
            FieldNames.of("a selection", "namespace", "filter").alias("user_id", "namespace");
    private static final FieldNames EITHER = FILTER.and("ids");

    private SelectionJson() {}

    /// No more than a namespace, if it says so. From UTF-8.
    public static Optional<Namespace> readNamespace(byte[] document) {
        return TokenReader.read(document, in -> read(NAMESPACE, in)).namespace();
    }

    /// From UTF-8.
    public static WrittenIds readIds(byte[] document) {
        return TokenReader.read(document, in -> {
            WrittenSelection written = read(IDS, in);
            return new WrittenIds(
                    written.namespace(),
                    written.ids().orElseThrow(() -> new IllegalArgumentException("'ids' is missing: a list of UUIDs")));
        });
    }

    /// From UTF-8.
    public static WrittenSelection readFilter(byte[] document) {
        return TokenReader.read(document, in -> read(FILTER, in));
    }

    /// From UTF-8.
    public static WrittenSelection readIdsOrFilter(byte[] document) {
        return TokenReader.read(document, in -> read(EITHER, in));
    }

    private static WrittenSelection read(FieldNames names, TokenReader in) {
        var parts = new Object() {
            Optional<Namespace> namespace = Optional.empty();
            Optional<List<UUID>> ids = Optional.empty();
            Optional<Filter> filter = Optional.empty();
        };
        in.object(names, name -> {
            switch (name) {
                case "namespace" -> parts.namespace = Optional.of(Namespace.of(in.text(name)));
                case "ids" -> parts.ids = Optional.of(ids(in));
                case "filter" -> parts.filter = Optional.of(FilterJson.read(in));
                default -> throw new IllegalStateException(name);
            }
        });
        return new WrittenSelection(parts.namespace, parts.ids, parts.filter);
    }

    private static List<UUID> ids(TokenReader in) {
        var ids = new ArrayList<UUID>();
        in.array("ids", () -> {
            if (ids.size() == Limits.BATCH) {
                throw new IllegalArgumentException("ids are more than " + Limits.BATCH + ": send several requests");
            }
            ids.add(in.id("id"));
        });
        return ids;
    }
}
