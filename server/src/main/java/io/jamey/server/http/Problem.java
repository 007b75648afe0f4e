package io.jamey.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/// An answer that says what is wrong and what to do about it (RFC 9457).
///
/// @param detail for the caller's developer: names no content and nothing of other callers
/// @param members besides those of every problem, such as `pointer`
/// @param headers that go with it, such as `Retry-After`
public record Problem(ProblemType type, String detail, Map<String, Object> members, Map<String, String> headers) {
    /// Characters of a detail; a sentence about a name or an id that is quoted is far below.
    private static final int WORDS_MAX = 600;

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        members = Map.copyOf(members);
        headers = Map.copyOf(headers);
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, brief(detail), Map.of(), Map.of());
    }

    /// Words about a request that quote it, without most of what they quote when that is long.
    public static String brief(String words) {
        if (words.length() <= WORDS_MAX) {
            return words;
        }
        int end = WORDS_MAX / 2;
        int begin = words.length() - WORDS_MAX / 4;
        return words.substring(0, Character.isHighSurrogate(words.charAt(end - 1)) ? end - 1 : end)
                + " ... "
                + words.substring(Character.isLowSurrogate(words.charAt(begin)) ? begin + 1 : begin);
    }

    /// What the caller is told of what was thrown.
    public static Problem of(Throwable thrown) {
        return Problems.of(thrown);
    }

    public Problem with(String member, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, detail, more, headers);
    }

    Problem withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(type, detail, members, more);
    }

    /// For whoever cannot go on.
    public ProblemException thrown() {
        return new ProblemException(this);
    }

    /// As it is written.
    public Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", type.uri());
        fields.put("title", type.title());
        fields.put("status", type.status());
        fields.put("detail", detail);
        fields.putAll(members);
        return fields;
    }
}
