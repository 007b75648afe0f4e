package io.jamey.json;

import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Requests that name memories by id or by filter, as JSON: `{"namespace":...,"ids":[...]}` and
/// `{"namespace":...,"filter":{...}}`, the latter also with a `change`. Those that say when memories were used may have
/// `{"times":{"<id>":"<time>"}}`.
public final class SelectionJson {
    private static final FieldNames NAMESPACE =
            FieldNames.of("a namespace", "namespace").alias("user_id", "namespace");
    private static final FieldNames IDS =
            FieldNames.of("a list of ids", "namespace", "ids").alias("user_id", "namespace");
    private static final FieldNames FILTER =
            FieldNames.of("a selection", "namespace", "filter").alias("user_id", "namespace");
    private static final FieldNames EITHER = FILTER.and("ids");
    private static final FieldNames CHANGE = FILTER.and("change");
    private static final FieldNames ACCESSES = IDS.and("times");

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

    /// A change to what a filter accepts. From UTF-8.
    public static WrittenChange readChange(byte[] document) {
        return TokenReader.read(document, in -> {
            var parts = new Object() {
                Optional<Namespace> namespace = Optional.empty();

                @Nullable Filter filter;

                @Nullable MemoryPatch patch;
            };
            in.object(CHANGE, name -> {
                switch (name) {
                    case "namespace" -> parts.namespace = Optional.of(Namespace.of(in.text(name)));
                    case "filter" -> parts.filter = FilterJson.read(in);
                    case "change" -> parts.patch = MemoryJson.readPatch(in, OptionalLong.empty());
                    default -> throw new IllegalStateException(name);
                }
            });
            if (parts.filter == null || parts.patch == null) {
                throw new IllegalArgumentException("'filter' and 'change' are both needed; {\"and\":[]} is everything");
            }
            return new WrittenChange(parts.namespace, parts.filter, parts.patch);
        });
    }

    /// Which memories were used, and when if not now. From UTF-8.
    public static WrittenAccesses readAccesses(byte[] document) {
        return TokenReader.read(document, in -> {
            var parts = new Object() {
                Optional<Namespace> namespace = Optional.empty();

                @Nullable List<UUID> ids;

                @Nullable Map<UUID, Instant> times;
            };
            in.object(ACCESSES, name -> {
                switch (name) {
                    case "namespace" -> parts.namespace = Optional.of(Namespace.of(in.text(name)));
                    case "ids" -> parts.ids = ids(in);
                    case "times" -> parts.times = times(in);
                    default -> throw new IllegalStateException(name);
                }
            });
            if (parts.ids == null && parts.times == null) {
                throw new IllegalArgumentException("'ids' is missing: a list of UUIDs");
            }
            return new WrittenAccesses(
                    parts.namespace,
                    parts.ids == null ? List.of() : parts.ids,
                    parts.times == null ? Map.of() : parts.times);
        });
    }

    private static Map<UUID, Instant> times(TokenReader in) {
        Map<UUID, Instant> times = new LinkedHashMap<>();
        in.object("times", id -> {
            if (times.size() == Limits.BATCH) {
                throw new IllegalArgumentException("times are more than " + Limits.BATCH + ": send several requests");
            }
            times.put(TokenReader.id("id", id), in.time("time of " + id));
        });
        return times;
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
