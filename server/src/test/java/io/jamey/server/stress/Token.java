package io.jamey.server.stress;

import io.jamey.Embedding;
import io.jamey.NewMemory;
import io.jamey.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One thing that was written: everything in its memory follows from it, so that a memory of two halves is noticed.
///
/// @param kind what wrote it
/// @param request the number of the request, among those of one writer
/// @param place in that request
record Token(Kind kind, long request, int place) implements Comparable<Token> {
    enum Kind {
        MEMORY,
        MESSAGE
    }

    private static final int PLACES = 1_000;

    static Token parse(String written) {
        String[] parts = written.split("-", -1);
        return new Token(Kind.valueOf(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
    }

    /// The token of a memory that is there.
    static String of(NewMemory memory) {
        Value token = memory.metadata().fields().get("token");
        String written = token == null ? "" : String.valueOf(token.toJava());
        Optional<Token> parsed = written.isEmpty() ? Optional.empty() : Optional.of(parse(written));
        boolean whole = parsed.filter(one -> one.content().equals(memory.content())
                        && memory.embedding().equals(Optional.of(Embedding.of(one.embedding())))
                        && memory.importance() == one.importance())
                .isPresent();
        if (!whole) {
            throw new AssertionError("a torn memory: " + memory.metadata() + ", " + memory.importance() + ", "
                    + memory.embedding() + ", " + memory.content());
        }
        return written;
    }

    /// The fields of its memory, for a request.
    Map<String, @Nullable Object> fields() {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("content", content());
        fields.put("metadata", Map.of("token", toString()));
        fields.put("importance", importance());
        fields.put("embedding", embedding());
        return fields;
    }

    /// Short ones, and ones that fill pages of the file.
    private String content() {
        return (this + " ")
                .repeat(1 + (int) ((request * 31 + place) % 7 == 0 ? 300 + request % 100 : request % 5))
                .strip();
    }

    private double importance() {
        return (request * 7 + place) % 101 / 100.0;
    }

    private float[] embedding() {
        return new float[] {(float) (request + 1), place + 1, kind == Kind.MESSAGE ? 1 : 2};
    }

    @Override
    public int compareTo(Token other) {
        return Long.compare(request * PLACES + place, other.request * PLACES + other.place);
    }

    @Override
    public String toString() {
        return kind + "-" + request + "-" + place;
    }
}
