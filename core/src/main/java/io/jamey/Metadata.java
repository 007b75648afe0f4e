package io.jamey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a caller knows about a memory besides its content: named values, nested as JSON is.
///
/// At most [Limits#METADATA_VALUES] values and [Limits#METADATA_BYTES] bytes, [Limits#DEPTH] levels. Times are
/// written as text.
public record Metadata(Map<String, Value> fields) {
    private static final Metadata EMPTY = new Metadata(Map.of());

    public Metadata {
        fields = new Value.Fields(fields).fields();
        var size = new ValueSize("metadata");
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
}
