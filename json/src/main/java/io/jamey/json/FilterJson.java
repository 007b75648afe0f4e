package io.jamey.json;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Filters as JSON.
///
/// A condition is `{"field":"metadata.project","op":"eq","value":"x"}` with `op` one of `eq`, `ne`, `in` (a list
/// of values), `lt`, `lte`, `gt`, `gte`, `contains` and `exists` (no value). Conditions combine as
/// `{"and":[...]}`, `{"or":[...]}` and `{"not":{...}}`; `{"and":[]}` is everything.
///
/// Fields are `memory_type`, `session_id`, `sequence`, `actor`, `importance`, `created_at`, `updated_at`,
/// `last_accessed`, `expires_at` (times as ISO-8601) and `metadata.` with keys joined by dots; a metadata path
/// whose keys have dots themselves is a list: `["metadata","a.b"]`.
public final class FilterJson {
    private static final FieldNames CONDITION = FieldNames.of("a filter", "field", "op", "value", "and", "or", "not");
    private static final List<String> OPERATORS =
            List.of("eq", "ne", "in", "lt", "lte", "gt", "gte", "contains", "exists");

    /// What memories call these two, for those who write the memory's name in a filter.
    private static final Map<String, Field> WRITTEN_AS_IN_MEMORIES =
            Map.of("memory_type", Field.TYPE, "session_id", Field.SESSION);

    private static final List<String> FIELDS = Stream.concat(
                    Stream.of("memory_type", "session_id"),
                    Stream.of(Field.Attribute.values())
                            .filter(field -> field != Field.Attribute.TYPE && field != Field.Attribute.SESSION)
                            .map(Field.Attribute::toString))
            .toList();

    private FilterJson() {}

    public static Filter read(String document) {
        return TokenReader.read(document, FilterJson::read);
    }

    static Filter read(TokenReader in) {
        var parts = new Parts();
        in.object(CONDITION, name -> parts.read(name, in));
        return parts.filter();
    }

    /// The JSON of a filter, for [Json#write].
    public static Map<String, Object> fields(Filter filter) {
        return switch (filter) {
            case Filter.Everything() -> Map.of("and", List.of());
            case Filter.Equal(var field, var value) -> condition(field, "eq", value);
            case Filter.Compare(var field, var relation, var value) ->
                condition(
                        field,
                        switch (relation) {
                            case LESS -> "lt";
                            case AT_MOST -> "lte";
                            case GREATER -> "gt";
                            case AT_LEAST -> "gte";
                        },
                        value);
            case Filter.In(var field, var values) -> condition(field, "in", values);
            case Filter.Contains(var field, var value) -> condition(field, "contains", value);
            case Filter.Exists(var field) -> {
                var fields = condition(field, "exists", true);
                fields.remove("value");
                yield fields;
            }
            case Filter.And(var all) ->
                Map.of("and", all.stream().map(FilterJson::fields).toList());
            case Filter.Or(var any) ->
                Map.of("or", any.stream().map(FilterJson::fields).toList());
            case Filter.Not(var part) -> Map.of("not", fields(part));
        };
    }

    private static Map<String, Object> condition(Field field, String operator, Object value) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("field", written(field));
        fields.put("op", operator);
        fields.put("value", value);
        return fields;
    }

    private static Object written(Field field) {
        return switch (field) {
            case Field.InMetadata(var path)
            when path.stream().anyMatch(key -> key.contains(".")) ->
                Stream.concat(Stream.of("metadata"), path.stream()).toList();
            case Field.InMetadata metadata -> metadata.toString();
            case Field.Attribute.TYPE -> "memory_type";
            case Field.Attribute.SESSION -> "session_id";
            case Field.Attribute attribute -> attribute.toString();
        };
    }

    private static Field field(TokenReader in) {
        if (in.isArray()) {
            var keys = new ArrayList<String>();
            in.array("field", () -> keys.add(in.text("field")));
            if (keys.size() < 2 || !keys.getFirst().equals("metadata")) {
                throw new IllegalArgumentException(
                        "a field written as a list is a path in the metadata: [\"metadata\", \"<key>\", ...]");
            }
            return new Field.InMetadata(keys.subList(1, keys.size()));
        }
        String written = in.text("field");
        Field known = WRITTEN_AS_IN_MEMORIES.get(written);
        if (known != null) {
            return known;
        }
        try {
            return Field.parse(written);
        } catch (IllegalArgumentException e) {
            if (written.startsWith("metadata.") && written.length() > "metadata.".length()) {
                throw e;
            }
            var choices =
                    Stream.concat(FIELDS.stream(), Stream.of("metadata.<key>")).toList();
            throw new IllegalArgumentException(
                    "unknown filter field '" + written + "'" + Suggestion.instead(written, choices), e);
        }
    }

    /// What an object of the filter says, in whatever order it says it.
    private static final class Parts {
        private @Nullable Field field;
        private @Nullable String operator;
        private @Nullable Value value;
        private final List<Filter> combined = new ArrayList<>();

        void read(String name, TokenReader in) {
            switch (name) {
                case "field" -> field = field(in);
                case "op" -> operator = operator(in.text("op"));
                case "value" -> value = in.value();
                case "and" -> {
                    List<Filter> all = list(name, in);
                    combined.add(all.isEmpty() ? Filter.everything() : new Filter.And(all));
                }
                case "or" -> combined.add(new Filter.Or(list(name, in)));
                case "not" -> combined.add(new Filter.Not(FilterJson.read(in)));
                default -> throw new IllegalStateException(name);
            }
        }

        private static String operator(String written) {
            if (!OPERATORS.contains(written)) {
                throw new IllegalArgumentException(
                        "unknown filter op '" + written + "'" + Suggestion.instead(written, OPERATORS));
            }
            return written;
        }

        private static List<Filter> list(String name, TokenReader in) {
            var filters = new ArrayList<Filter>();
            in.array(name, () -> filters.add(FilterJson.read(in)));
            return filters;
        }

        Filter filter() {
            boolean isCondition = field != null || operator != null || value != null;
            if (combined.size() == 1 && !isCondition) {
                return combined.getFirst();
            }
            if (combined.isEmpty() && field != null && operator != null) {
                return condition(field, operator);
            }
            throw new IllegalArgumentException(
                    "each object of a filter is either {\"field\":...,\"op\":...,\"value\":...} or one of"
                            + " {\"and\":[...]}, {\"or\":[...]}, {\"not\":{...}}");
        }

        private Filter condition(Field on, String op) {
            return switch (op) {
                case "eq" -> new Filter.Equal(on, comparable(on, op));
                case "ne" -> new Filter.Not(new Filter.Equal(on, comparable(on, op)));
                case "lt" -> new Filter.Compare(on, Filter.Relation.LESS, comparable(on, op));
                case "lte" -> new Filter.Compare(on, Filter.Relation.AT_MOST, comparable(on, op));
                case "gt" -> new Filter.Compare(on, Filter.Relation.GREATER, comparable(on, op));
                case "gte" -> new Filter.Compare(on, Filter.Relation.AT_LEAST, comparable(on, op));
                case "contains" -> new Filter.Contains(on, comparable(on, op));
                case "in" -> {
                    if (!(value instanceof Value.Items(var items))) {
                        throw new IllegalArgumentException("op 'in' needs a list of values");
                    }
                    yield new Filter.In(
                            on, items.stream().map(item -> timed(on, item)).toList());
                }
                case "exists" -> {
                    if (value != null) {
                        throw new IllegalArgumentException("op 'exists' takes no value: for its opposite, use 'not'");
                    }
                    yield new Filter.Exists(on);
                }
                default -> throw new IllegalStateException(op);
            };
        }

        private Value comparable(Field on, String op) {
            if (value == null) {
                throw new IllegalArgumentException("op '" + op + "' needs a value");
            }
            return timed(on, value);
        }

        /// JSON has no times: a text to compare a time with is one.
        private static Value timed(Field on, Value value) {
            return value instanceof Value.Text(var text) && on.admits(new Value.Time(Instant.EPOCH))
                    ? new Value.Time(Times.parse("value of " + on, text))
                    : value;
        }
    }
}
