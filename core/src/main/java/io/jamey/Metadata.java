package io.jamey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a caller knows about a memory besides its content: named values, nested as JSON is.
///
/// At most [Limits#METADATA_VALUES] values and [Limits#METADATA_BYTES] bytes of keys and texts, [Limits#DEPTH]
/// levels.
public record Metadata(Map<String, Value> fields) {
    private static final Metadata EMPTY = new Metadata(Map.of());

    public Metadata {
        fields = new Value.Fields(fields).fields();
        var size = new Size();
        fields.forEach((key, value) -> size.add(key, value, 1));
    }

    public static Metadata empty() {
        return EMPTY;
    }

    public static Metadata of(String key, Object value) {
        return from(Map.of(key, value));
    }

    public static Metadata of(String key, Object value, String key2, Object value2) {
        var map = new LinkedHashMap<String, Object>();
        map.put(key, value);
        map.put(key2, value2);
        return from(map);
    }

    /// From plain Java values, as [Value#of(Object)] understands them.
    public static Metadata from(Map<String, ? extends @Nullable Object> map) {
        return new Metadata(((Value.Fields) Value.of(map)).fields());
    }

    /// The value at a path of keys, the outermost first.
    public Optional<Value> at(List<String> path) {
        Value here = new Value.Fields(fields);
        for (String key : path) {
            if (!(here instanceof Value.Fields(var inner)) || !inner.containsKey(key)) {
                return Optional.empty();
            }
            here = inner.get(key);
        }
        return Optional.of(here);
    }

    /// Keys only: values are content, and content stays out of logs.
    @Override
    public String toString() {
        return "Metadata" + fields.keySet();
    }

    private static final class Size {
        private int values;
        private long bytes;

        void add(String key, Value value, int depth) {
            bytes += utf8Length(key);
            if (depth > Limits.DEPTH) {
                throw new IllegalArgumentException("metadata nests deeper than " + Limits.DEPTH + " levels");
            }
            if (++values > Limits.METADATA_VALUES) {
                throw new IllegalArgumentException("metadata has more than " + Limits.METADATA_VALUES + " values");
            }
            switch (value) {
                case Value.Text(var text) -> bytes += utf8Length(text);
                case Value.Items(var items) -> items.forEach(item -> add("", item, depth + 1));
                case Value.Fields(var inner) -> inner.forEach((name, field) -> add(name, field, depth + 1));
                case Value.Time _ ->
                    throw new IllegalArgumentException("metadata cannot hold a time: write it as ISO-8601 text");
                case Value.Whole _, Value.Real _, Value.Bool _, Value.Null _ -> bytes += 8;
            }
            if (bytes > Limits.METADATA_BYTES) {
                throw new IllegalArgumentException("metadata is larger than " + Limits.METADATA_BYTES + " bytes");
            }
        }

        private static long utf8Length(String text) {
            return text.codePoints()
                    .map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                    .asLongStream()
                    .sum();
        }
    }
}
