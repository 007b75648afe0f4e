package io.jamey.client;

import io.jamey.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request to be sent.
final class Call {
    private static final byte[] NOTHING = {};
    private static final int BODY_BYTES = 1 << 10;

    private final String method;
    private final String path;
    private final byte[] body;
    private final boolean repeatable;

    private Call(String method, String path, byte[] body, boolean repeatable) {
        this.method = method;
        this.path = path;
        this.body = body;
        this.repeatable = repeatable;
    }

    static Call get(String path) {
        return new Call("GET", path, NOTHING, true);
    }

    /// A question: it changes nothing.
    static Call ask(String path, Map<String, ? extends @Nullable Object> fields) {
        return new Call("POST", path, json(fields), true);
    }

    /// A change whose repetition would change something else, or answer otherwise.
    static Call change(String method, String path, Map<String, ? extends @Nullable Object> fields) {
        return new Call(method, path, json(fields), false);
    }

    /// A change that can be repeated.
    static Call again(String path, Map<String, ? extends @Nullable Object> fields) {
        return new Call("POST", path, json(fields), true);
    }

    static Call delete(String path) {
        return new Call("DELETE", path, NOTHING, false);
    }

    String method() {
        return method;
    }

    /// Behind the server's address, with its query.
    String path() {
        return path;
    }

    /// JSON; empty for none.
    byte[] body() {
        return body;
    }

    /// Whether it can be sent again after it may have been carried out.
    boolean isRepeatable() {
        return repeatable;
    }

    private static byte[] json(Map<String, ? extends @Nullable Object> fields) {
        var out = new ByteArrayOutputStream(BODY_BYTES);
        Json.write(out, fields);
        return out.toByteArray();
    }
}
