package io.jamey;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A value in metadata or in a filter: what JSON can say, and an instant (in filters only).
public sealed interface Value {

    record Text(String text) implements Value {
        public Text {
            Checks.text("text value", text, Limits.METADATA_BYTES);
        }
    }

    record Whole(long number) implements Value {}

    /// A finite number with a fraction, or too large for [Whole]. Negative zero becomes zero, for not every
    /// backend can tell them apart.
    record Real(double number) implements Value {
        public Real {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("number value is " + number + ": it must be finite");
            }
            number = number == 0 ? 0.0 : number;
        }
    }

    record Bool(boolean value) implements Value {}

    record Null() implements Value {}

    record Items(List<Value> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// Keeps the order of its fields; equality ignores it.
    record Fields(Map<String, Value> fields) implements Value {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            fields.forEach((key, value) -> {
                Checks.name("metadata key", key);
                Objects.requireNonNull(value, "a missing value is written as Value.Null");
            });
        }
    }

    /// A point in time, to compare with a memory's times.
    record Time(Instant instant) implements Value {
        public Time {
            instant = Checks.time("time value", instant);
        }
    }

    /// From a Java value: String, Boolean, a whole or floating number, null, List, Map with String keys,
    /// Instant, or a Value.
    static Value of(@Nullable Object value) {
        return of(value, 0);
    }

    private static Value of(@Nullable Object value, int depth) {
        if (depth > Limits.DEPTH) {
            throw new IllegalArgumentException("values nest deeper than " + Limits.DEPTH + " levels");
        }
        return switch (value) {
            case null -> new Null();
            case Value v -> v;
            case String s -> new Text(s);
            case Boolean b -> new Bool(b);
            case Integer n -> new Whole(n);
            case Long n -> new Whole(n);
            case Short n -> new Whole(n);
            case Byte n -> new Whole(n);
            case Float n -> new Real(n);
            case Double n -> new Real(n);
            case Instant t -> new Time(t);
            case List<?> list ->
                new Items(list.stream().map(item -> of(item, depth + 1)).toList());
            case Map<?, ?> map -> {
                var fields = new LinkedHashMap<String, Value>();
                map.forEach((key, field) -> fields.put(key(key), of(field, depth + 1)));
                yield new Fields(fields);
            }
            default ->
                throw new IllegalArgumentException("a value cannot be a "
                        + value.getClass().getName() + ": use text, numbers, booleans, lists and maps");
        };
    }

    private static String key(@Nullable Object key) {
        if (key instanceof String name) {
            return name;
        }
        throw new IllegalArgumentException("the keys of a map must be texts, not " + key);
    }

    /// The plain Java value: String, Long, Double, Boolean, null, List, Map or Instant.
    default @Nullable Object toJava() {
        return switch (this) {
            case Text(var text) -> text;
            case Whole(var number) -> number;
            case Real(var number) -> number;
            case Bool(var value) -> value;
            case Null() -> null;
            case Items(var items) -> {
                var list = new ArrayList<@Nullable Object>();
                items.forEach(item -> list.add(item.toJava()));
                yield Collections.unmodifiableList(list);
            }
            case Fields(var fields) -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                fields.forEach((key, value) -> map.put(key, value.toJava()));
                yield Collections.unmodifiableMap(map);
            }
            case Time(var instant) -> instant;
        };
    }

    /// Equality as filters mean it: numbers by their numeric value (1 is 1.0, in lists and maps too), everything
    /// else by kind and content.
    default boolean sameAs(Value other) {
        return switch (this) {
            case Items(var a)
            when other instanceof Items(var b) ->
                a.size() == b.size()
                        && IntStream.range(0, a.size()).allMatch(i -> a.get(i).sameAs(b.get(i)));
            case Fields(var a)
            when other instanceof Fields(var b) ->
                a.size() == b.size()
                        && a.entrySet().stream().allMatch(entry -> {
                            Value there = b.get(entry.getKey());
                            return there != null && entry.getValue().sameAs(there);
                        });
            case Text _, Whole _, Real _, Bool _, Null _, Items _, Fields _, Time _ -> {
                OptionalInt order = compare(other);
                yield order.isPresent() ? order.getAsInt() == 0 : equals(other);
            }
        };
    }

    /// The order of two numbers, two texts (by code point) or two times; empty for anything else, which has no
    /// order.
    default OptionalInt compare(Value other) {
        return switch (this) {
            case Text(var a) when other instanceof Text(var b) -> OptionalInt.of(compareCodePoints(a, b));
            case Whole(var a) when other instanceof Whole(var b) -> OptionalInt.of(Long.compare(a, b));
            case Whole(var a)
            when other instanceof Real(var b) ->
                OptionalInt.of(BigDecimal.valueOf(a).compareTo(new BigDecimal(b)));
            case Real(var a)
            when other instanceof Whole(var b) -> OptionalInt.of(new BigDecimal(a).compareTo(BigDecimal.valueOf(b)));
            case Real(var a) when other instanceof Real(var b) -> OptionalInt.of(a < b ? -1 : a > b ? 1 : 0);
            case Time(var a) when other instanceof Time(var b) -> OptionalInt.of(a.compareTo(b));
            case Text _, Whole _, Real _, Bool _, Null _, Items _, Fields _, Time _ -> OptionalInt.empty();
        };
    }

    /// The order of UTF-8 bytes, which databases use; [String#compareTo] differs for characters outside the
    /// BMP.
    static int compareCodePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
                return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
