package io.jamey;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A condition on memories, as data: each store translates it in one exhaustive switch, and [#accepts(Memory)]
/// is the meaning all translations share.
///
/// A comparison with a field the memory does not have, or of values that have no order (text with a number), is
/// false; its negation is true.
public sealed interface Filter {

    /// Accepts all.
    record Everything() implements Filter {}

    /// The field's value is this one; 1 equals 1.0.
    record Equal(Field field, Value value) implements Filter {
        public Equal {
            admit(field, value);
        }
    }

    /// The field's value stands in this relation to `value`.
    record Compare(Field field, Relation relation, Value value) implements Filter {
        public Compare {
            admit(field, value);
            if (value.compare(value).isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + relation.sign + "' needs a text, a number or a time to compare " + field + " with");
            }
        }
    }

    /// The field's value is one of these.
    record In(Field field, List<Value> values) implements Filter {
        public In {
            values = List.copyOf(values);
            Checks.range("number of values in 'in'", values.size(), 0, Limits.FILTER_SIZE);
            values.forEach(value -> admit(field, value));
        }
    }

    /// The field is a list with this element, or a text with this part (case matters).
    record Contains(Field field, Value value) implements Filter {
        public Contains {
            admit(field, value);
        }
    }

    /// The memory has the field at all; a JSON null counts as having it.
    record Exists(Field field) implements Filter {}

    record And(List<Filter> all) implements Filter {
        public And {
            all = List.copyOf(all);
            bounded(all);
        }
    }

    record Or(List<Filter> any) implements Filter {
        public Or {
            any = List.copyOf(any);
            bounded(any);
        }
    }

    record Not(Filter filter) implements Filter {
        public Not {
            bounded(List.of(filter));
        }
    }

    enum Relation {
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        /// Whether an order (negative, zero, positive, as comparators give it) satisfies the relation.
        public boolean holds(int order) {
            return switch (this) {
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }

    static Filter everything() {
        return new Everything();
    }

    static Filter equal(Field field, @Nullable Object value) {
        return new Equal(field, Value.of(value));
    }

    static Filter in(Field field, Object... values) {
        return new In(field, Arrays.stream(values).map(Value::of).toList());
    }

    static Filter contains(Field field, Object value) {
        return new Contains(field, Value.of(value));
    }

    static Filter exists(Field field) {
        return new Exists(field);
    }

    static Filter less(Field field, Object value) {
        return new Compare(field, Relation.LESS, Value.of(value));
    }

    static Filter atMost(Field field, Object value) {
        return new Compare(field, Relation.AT_MOST, Value.of(value));
    }

    static Filter greater(Field field, Object value) {
        return new Compare(field, Relation.GREATER, Value.of(value));
    }

    static Filter atLeast(Field field, Object value) {
        return new Compare(field, Relation.AT_LEAST, Value.of(value));
    }

    static Filter type(MemoryType type) {
        return equal(Field.TYPE, type.name());
    }

    static Filter session(String session) {
        return equal(Field.SESSION, session);
    }

    /// Created at or after `from`, and before `to`.
    static Filter createdBetween(Instant from, Instant to) {
        return and(atLeast(Field.CREATED_AT, from), less(Field.CREATED_AT, to));
    }

    static Filter and(Filter... all) {
        return new And(List.of(all));
    }

    static Filter or(Filter... any) {
        return new Or(List.of(any));
    }

    static Filter not(Filter filter) {
        return new Not(filter);
    }

    /// The meaning of the filter.
    default boolean accepts(Memory memory) {
        return switch (this) {
            case Everything() -> true;
            case Equal(var field, var value) ->
                field.of(memory).filter(value::sameAs).isPresent();
            case Compare(var field, var relation, var value) -> {
                var order = field.of(memory).map(found -> found.compare(value));
                yield order.isPresent()
                        && order.get().isPresent()
                        && relation.holds(order.get().getAsInt());
            }
            case In(var field, var values) -> {
                Optional<Value> found = field.of(memory);
                yield found.isPresent() && values.stream().anyMatch(found.get()::sameAs);
            }
            case Contains(var field, var value) ->
                field.of(memory).filter(found -> contains(found, value)).isPresent();
            case Exists(var field) -> field.of(memory).isPresent();
            case And(var all) -> all.stream().allMatch(filter -> filter.accepts(memory));
            case Or(var any) -> any.stream().anyMatch(filter -> filter.accepts(memory));
            case Not(var filter) -> !filter.accepts(memory);
        };
    }

    private static boolean contains(Value found, Value wanted) {
        return switch (found) {
            case Value.Items(var items) -> items.stream().anyMatch(wanted::sameAs);
            case Value.Text(var text) when wanted instanceof Value.Text(var part) -> text.contains(part);
            case Value.Text _, Value.Whole _, Value.Real _, Value.Bool _, Value.Null _, Value.Fields _, Value.Time _ ->
                false;
        };
    }

    private static void admit(Field field, Value value) {
        if (!field.admits(value)) {
            throw new IllegalArgumentException("filter field '" + field + "' cannot be compared with a "
                    + value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + " value");
        }
        if (!(value instanceof Value.Time)) {
            new ValueSize("filter value").add("", value, 0);
        }
    }

    private static void bounded(List<Filter> parts) {
        var size = new FilterSize();
        parts.forEach(part -> size.add(part, 1));
    }
}
