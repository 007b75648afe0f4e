package io.jamey.server.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A request that writes, and what it does.
///
/// @param key its `Idempotency-Key`
/// @param repeatable whether sending it again must do nothing
record Request(
        String method,
        String path,
        String mediaType,
        String body,
        Optional<String> key,
        Change change,
        boolean repeatable) {
    private static final String JSON = "application/json";

    /// One memory or several, under a key or not.
    static Request store(String path, List<Token> tokens, Optional<String> key) {
        Map<String, @Nullable Object> body = tokens.size() == 1
                ? tokens.getFirst().fields()
                : Map.of("memories", tokens.stream().map(Token::fields).toList());
        Change change = Change.adding(tokens.stream().map(Token::toString).toList());
        return new Request("POST", path, JSON, Json.write(body), key, change, key.isPresent());
    }

    static Request lines(String path, List<Token> tokens) {
        String lines = tokens.stream().map(token -> Json.write(token.fields())).collect(Collectors.joining("\n"));
        var change = new Change(List.of(), tokens.stream().map(Token::toString).toList(), true);
        return new Request("POST", path, "application/x-ndjson", lines, Optional.empty(), change, true);
    }

    static Request replace(String method, String path, String before, Token after) {
        return new Request(
                method,
                path,
                JSON,
                Json.write(after.fields()),
                Optional.empty(),
                Change.replacing(before, after.toString()),
                true);
    }

    static Request delete(String path, String token) {
        return new Request("DELETE", path, JSON, "", Optional.empty(), Change.removing(List.of(token)), true);
    }

    static Request deleteAll(String path, List<String> tokens, List<UUID> ids) {
        return new Request(
                "POST", path, JSON, Json.write(Map.of("ids", ids)), Optional.empty(), Change.removing(tokens), true);
    }

    byte[] bytes() {
        return body.getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + path + " " + change;
    }
}
