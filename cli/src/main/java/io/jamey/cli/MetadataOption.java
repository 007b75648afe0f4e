package io.jamey.cli;

import io.jamey.Metadata;
import io.jamey.Value;
import io.jamey.json.MemoryJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Metadata as it is written on the command line: `key=value`, any number of times, or one JSON object.
final class MetadataOption {
    private MetadataOption() {}

    /// A value that reads as a JSON number, boolean or null is one; anything else is text.
    static Metadata parse(List<String> written) {
        var fields = new LinkedHashMap<String, Value>();
        for (String each : written) {
            if (each.stripLeading().startsWith("{")) {
                add(fields, json(each));
                continue;
            }
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--metadata must be key=value or a JSON object, not '" + each + "'");
            }
            add(fields, Metadata.from(Map.of(each.substring(0, equals), value(each.substring(equals + 1)))));
        }
        return new Metadata(fields);
    }

    private static void add(Map<String, Value> to, Metadata more) {
        more.fields().forEach((key, value) -> {
            if (to.put(key, value) != null) {
                throw new IllegalArgumentException("--metadata names '" + key + "' twice");
            }
        });
    }

    private static Value value(String written) {
        boolean plain = written.matches("-?\\d[\\d.eE+-]*|true|false|null");
        if (plain) {
            try {
                return MemoryJson.readMetadata("{\"value\":" + written + "}")
                        .fields()
                        .getOrDefault("value", new Value.Null());
            } catch (IllegalArgumentException e) {
                return new Value.Text(written);
            }
        }
        return new Value.Text(written);
    }

    private static Metadata json(String written) {
        try {
            return MemoryJson.readMetadata(written);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--metadata: " + e.getMessage(), e);
        }
    }
}
