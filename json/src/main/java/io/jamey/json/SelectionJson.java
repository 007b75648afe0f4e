package io.jamey.json;

import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Namespace;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/// Requests that name memories by id or by filter, as JSON: `{"namespace":...,"ids":[...]}` and
/// `{"namespace":...,"filter":{...}}`.
public final class SelectionJson {
    private static final FieldNames IDS =
            FieldNames.of("a list of ids", "namespace", "ids").alias("user_id", "namespace");
    private static final FieldNames SELECTION =
            FieldNames.of("a selection", "namespace", "filter").alias("user_id", "namespace");

    private SelectionJson() {}

    /// From UTF-8.
    public static WrittenIds readIds(byte[] document) {
        return TokenReader.read(document, SelectionJson::readIds);
    }

    /// From UTF-8.
    public static WrittenSelection readFilter(byte[] document) {
        return TokenReader.read(document, SelectionJson::readFilter);
    }

    private static WrittenIds readIds(TokenReader in) {
        var parts = new Object() {
            Optional<Namespace> namespace = Optional.empty();
            Optional<ArrayList<UUID>> ids = Optional.empty();
        };
        in.object(IDS, name -> {
            switch (name) {
                case "namespace" -> parts.namespace = Optional.of(Namespace.of(in.text(name)));
                case "ids" -> {
                    var ids = new ArrayList<UUID>();
                    in.array(name, () -> {
                        if (ids.size() == Limits.BATCH) {
                            throw new IllegalArgumentException(
                                    "ids are more than " + Limits.BATCH + ": send several requests");
                        }
                        ids.add(in.id("id"));
                    });
                    parts.ids = Optional.of(ids);
                }
                default -> throw new IllegalStateException(name);
            }
        });
        return new WrittenIds(
                parts.namespace,
                parts.ids.orElseThrow(() -> new IllegalArgumentException("'ids' is missing: a list of UUIDs")));
    }

    private static WrittenSelection readFilter(TokenReader in) {
        var parts = new Object() {
            Optional<Namespace> namespace = Optional.empty();
            Optional<Filter> filter = Optional.empty();
        };
        in.object(SELECTION, name -> {
            switch (name) {
                case "namespace" -> parts.namespace = Optional.of(Namespace.of(in.text(name)));
                case "filter" -> parts.filter = Optional.of(FilterJson.read(in));
                default -> throw new IllegalStateException(name);
            }
        });
        return new WrittenSelection(parts.namespace, parts.filter);
    }
}
