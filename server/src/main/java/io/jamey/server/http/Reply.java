package io.jamey.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer to a request.
///
/// @param mediaType absent when there is no body
/// @param body what writes it
public record Reply(
        int status, Map<String, String> headers, @Nullable String mediaType, Body body) {
    /// The media type of JSON; UTF-8 by definition.
    public static final String JSON = "application/json";
    /// JSON documents, one a line.
    public static final String NDJSON = "application/x-ndjson";

    /// Writes the body of an answer. What it throws after some of it was sent breaks the connection, so that the caller
    /// cannot take a part for the whole.
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply json(int status, Map<String, ? extends Object> fields) {
        return new Reply(status, Map.of(), JSON, out -> io.jamey.json.Json.write(out, fields));
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), null, _ -> {});
    }

    /// As long as it takes, in bounded memory.
    public static Reply stream(String mediaType, Body body) {
        return new Reply(200, Map.of(), mediaType, body);
    }

    public static Reply bytes(String mediaType, byte[] bytes) {
        return new Reply(200, Map.of(), mediaType, out -> out.write(bytes));
    }

    public Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, mediaType, body);
    }
}
