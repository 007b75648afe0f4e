package io.jamey.postgres;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Value;
import java.math.BigDecimal;
import java.util.List;

/// Filters as conditions on a row of the table `memory`, under the name `m`.
///
/// Each condition is true or false, never unknown, so that a negation is what [Filter#accepts] says.
/// Metadata is asked through `facts`: JSON as PostgreSQL compares it, numbers by value, whatever their
/// spelling.
final class FilterSql {
    private FilterSql() {}

    static Query of(Filter filter) {
        return switch (filter) {
            case Filter.Everything() -> Query.of("true");
            case Filter.Equal(var field, var value) ->
                field instanceof Field.Attribute attribute
                        ? attribute(attribute, "=", value)
                        : Query.of("coalesce(").add(path(field)).add(" = ?::jsonb, false)", Json.write(value));
            case Filter.Compare(var field, var relation, var value) -> compare(field, sign(relation), value);
            case Filter.In(var field, var values) -> in(field, values);
            case Filter.Contains(var field, var value) -> contains(field, value);
            case Filter.Exists(var field) ->
                field instanceof Field.Attribute attribute
                        ? Query.of(column(attribute) + " IS NOT NULL")
                        : Query.of("").add(path(field)).add(" IS NOT NULL");
            case Filter.And(var all) -> joined(all, " AND ", "true");
            case Filter.Or(var any) -> joined(any, " OR ", "false");
            case Filter.Not(var part) -> Query.of("NOT (").add(of(part)).add(")");
        };
    }

    /// Whether the filter asks when memories were last used.
    static boolean readsAccess(Filter filter) {
        return switch (filter) {
            case Filter.Everything() -> false;
            case Filter.Equal asked -> asked.field().equals(Field.LAST_ACCESSED);
            case Filter.Compare asked -> asked.field().equals(Field.LAST_ACCESSED);
            case Filter.In asked -> asked.field().equals(Field.LAST_ACCESSED);
            case Filter.Contains _, Filter.Exists _ -> false;
            case Filter.And(var all) -> all.stream().anyMatch(FilterSql::readsAccess);
            case Filter.Or(var any) -> any.stream().anyMatch(FilterSql::readsAccess);
            case Filter.Not(var part) -> readsAccess(part);
        };
    }

    private static Query joined(List<Filter> parts, String by, String none) {
        if (parts.isEmpty()) {
            return Query.of(none);
        }
        var query = Query.of("(");
        for (int i = 0; i < parts.size(); i++) {
            query.add(i == 0 ? "" : by).add(of(parts.get(i)));
        }
        return query.add(")");
    }

    private static String sign(Filter.Relation relation) {
        return switch (relation) {
            case LESS -> "<";
            case AT_MOST -> "<=";
            case GREATER -> ">";
            case AT_LEAST -> ">=";
        };
    }

    private static String column(Field.Attribute attribute) {
        return switch (attribute) {
            case TYPE -> "m.type";
            case SESSION -> "m.session";
            case SEQUENCE -> "m.sequence";
            case ACTOR -> "m.actor";
            case IMPORTANCE -> "m.importance";
            case CREATED_AT -> "m.created_at";
            case UPDATED_AT -> "m.updated_at";
            case LAST_ACCESSED -> "m.id";
            case EXPIRES_AT -> "m.expires_at";
        };
    }

    private static Query attribute(Field.Attribute attribute, String sign, Value value) {
        String column = column(attribute);
        return switch (value) {
            case Value.Text(var text) -> known(attribute, column + " " + sign + " ?", text);
            case Value.Time(var time)
            when attribute == Field.LAST_ACCESSED ->
                Query.of(
                        "EXISTS (SELECT 1 FROM access a WHERE a.namespace = m.namespace AND a.id = m.id AND a.last_accessed "
                                + sign + " ?)",
                        time);
            case Value.Time(var time) -> known(attribute, column + " " + sign + " ?", time);
            case Value.Whole(var number)
            when attribute == Field.SEQUENCE -> known(attribute, column + " " + sign + " ?", number);
            // A share of one is as exact as a double, and compares with any whole number as one.
            case Value.Whole(var number) -> known(attribute, column + " " + sign + " ?", (double) number);
            case Value.Real(var number)
            when attribute == Field.SEQUENCE ->
                known(attribute, column + "::numeric " + sign + " ?", new BigDecimal(number));
            case Value.Real(var number) -> known(attribute, column + " " + sign + " ?", number);
            case Value.Bool _, Value.Null _, Value.Items _, Value.Fields _ ->
                throw new IllegalArgumentException("no attribute admits " + value);
        };
    }

    /// False where the memory does not have the attribute.
    private static Query known(Field.Attribute attribute, String condition, Object value) {
        return switch (attribute) {
            case TYPE, IMPORTANCE, CREATED_AT, UPDATED_AT, LAST_ACCESSED -> Query.of(condition, value);
            case SESSION, SEQUENCE, ACTOR, EXPIRES_AT -> Query.of("coalesce(" + condition + ", false)", value);
        };
    }

    private static Query compare(Field field, String sign, Value value) {
        if (field instanceof Field.Attribute attribute) {
            return attribute(attribute, sign, value);
        }
        return switch (value) {
            case Value.Text(var text) ->
                Query.of("CASE WHEN jsonb_typeof(")
                        .add(path(field))
                        .add(") = 'string' THEN ((")
                        .add(path(field))
                        .add(") #>> '{}') COLLATE \"C\" " + sign + " ? ELSE false END", text);
            case Value.Whole _, Value.Real _ ->
                Query.of("CASE WHEN jsonb_typeof(")
                        .add(path(field))
                        .add(") = 'number' THEN (")
                        .add(path(field))
                        .add(")::numeric " + sign + " ?::numeric ELSE false END", Json.write(value));
            case Value.Bool _, Value.Null _, Value.Items _, Value.Fields _, Value.Time _ ->
                throw new IllegalArgumentException("metadata has no order with " + value);
        };
    }

    private static Query in(Field field, List<Value> values) {
        if (!(field instanceof Field.Attribute)) {
            return Query.of("coalesce(")
                    .add(path(field))
                    .add(
                            " = ANY(?::text[]::jsonb[]), false)",
                            values.stream().map(Json::write).toList());
        }
        return joined(
                values.stream()
                        .<Filter>map(value -> new Filter.Equal(field, value))
                        .toList(),
                " OR ",
                "false");
    }

    private static Query contains(Field field, Value value) {
        if (field instanceof Field.Attribute attribute) {
            return switch (attribute) {
                case TYPE, SESSION, ACTOR ->
                    known(attribute, "strpos(" + column(attribute) + ", ?) > 0", ((Value.Text) value).text());
                case SEQUENCE, IMPORTANCE, CREATED_AT, UPDATED_AT, LAST_ACCESSED, EXPIRES_AT -> Query.of("false");
            };
        }
        var query = Query.of("CASE jsonb_typeof(")
                .add(path(field))
                .add(") WHEN 'array' THEN EXISTS (SELECT 1 FROM jsonb_array_elements(")
                .add(path(field))
                .add(") item WHERE item = ?::jsonb)", Json.write(value));
        if (value instanceof Value.Text(var part)) {
            query.add(" WHEN 'string' THEN strpos((").add(path(field)).add(") #>> '{}', ?) > 0", part);
        }
        return query.add(" ELSE false END");
    }

    /// Steps by key only: PostgreSQL's path operator would take a number for a place in a list.
    private static Query path(Field field) {
        var query = Query.of("m.facts");
        switch (field) {
            case Field.InMetadata(var path) -> path.forEach(key -> query.add(" -> ?::text", key));
            case Field.Attribute attribute -> throw new IllegalArgumentException(attribute + " is not in the metadata");
        }
        return Query.of("(").add(query).add(")");
    }
}
