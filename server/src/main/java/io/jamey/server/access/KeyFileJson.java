package io.jamey.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The form of the keys file: `{"format":1,"keys":[...]}`, a key per line. What it does not know it refuses:
/// guessing about keys would let somebody in.
final class KeyFileJson {
    static final int KEYS_MAX = 10_000;
    private static final Long FORMAT = 1L;
    private static final Set<String> FIELDS = Set.of("id", "name", "sha256", "namespaces", "may", "created", "expires");

    private KeyFileJson() {}

    static byte[] write(List<KeyRecord> keys) {
        if (keys.size() > KEYS_MAX) {
            throw new IllegalArgumentException("a keys file holds at most " + KEYS_MAX + " keys: revoke some");
        }
        List<String> lines = keys.stream().map(KeyFileJson::line).toList();
        String document = "{\"format\":" + FORMAT + ",\"keys\":[\n" + String.join(",\n", lines) + "\n]}\n";
        return document.getBytes(UTF_8);
    }

    private static String line(KeyRecord key) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", key.id());
        fields.put("name", key.name());
        fields.put("sha256", key.sha256());
        fields.put("namespaces", key.scope().written());
        fields.put("may", key.permission().written());
        fields.put("created", key.created());
        key.expires().ifPresent(end -> fields.put("expires", end));
        return Json.write(fields);
    }

    /// @throws IllegalArgumentException saying what is wrong, and with which key
    static List<KeyRecord> read(byte[] document) {
        Map<?, ?> whole = fields(Json.read(document), "it");
        if (!FORMAT.equals(whole.get("format")) || !whole.keySet().equals(Set.of("format", "keys"))) {
            throw new IllegalArgumentException("it is not a keys file of format " + FORMAT);
        }
        if (!(whole.get("keys") instanceof List<?> items) || items.size() > KEYS_MAX) {
            throw new IllegalArgumentException("'keys' is not a list of at most " + KEYS_MAX);
        }
        var keys = new ArrayList<KeyRecord>();
        var names = new HashSet<String>();
        for (Object item : items) {
            String place = "key " + (keys.size() + 1);
            KeyRecord key;
            try {
                key = key(fields(item, place));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
            }
            if (!names.add("name " + key.name()) || !names.add("id " + key.id())) {
                throw new IllegalArgumentException(place + " has the name or id of one before");
            }
            keys.add(key);
        }
        return List.copyOf(keys);
    }

    private static KeyRecord key(Map<?, ?> fields) {
        for (Object name : fields.keySet()) {
            if (!FIELDS.contains(String.valueOf(name))) {
                throw new IllegalArgumentException("unknown field '" + name + "'");
            }
        }
        return new KeyRecord(
                text(fields, "id"),
                text(fields, "name"),
                text(fields, "sha256"),
                Scope.of(texts(fields, "namespaces")),
                permission(text(fields, "may")),
                Instant.parse(text(fields, "created")),
                fields.containsKey("expires") ? Optional.of(Instant.parse(text(fields, "expires"))) : Optional.empty());
    }

    private static Permission permission(String written) {
        return switch (written) {
            case "read" -> Permission.READ;
            case "write" -> Permission.WRITE;
            case "administer" -> Permission.ADMINISTER;
            default ->
                throw new IllegalArgumentException("'may' is '" + written + "': it must be read, write or administer");
        };
    }

    private static Map<?, ?> fields(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> fields) {
            return fields;
        }
        throw new IllegalArgumentException(what + " is not an object");
    }

    private static String text(Map<?, ?> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("'" + name + "' is missing or not a text");
    }

    private static List<String> texts(Map<?, ?> fields, String name) {
        if (!(fields.get(name) instanceof List<?> items)) {
            throw new IllegalArgumentException("'" + name + "' is missing or not a list");
        }
        var texts = new ArrayList<String>();
        for (Object item : items) {
            if (!(item instanceof String text)) {
                throw new IllegalArgumentException("'" + name + "' holds something that is not a text");
            }
            texts.add(text);
        }
        return texts;
    }
}
