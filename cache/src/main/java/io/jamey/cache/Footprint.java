package io.jamey.cache;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.Metadata;
import io.jamey.Page;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.Value;
import java.util.List;
import java.util.Map;

/// How much memory values hold on a 64-bit JVM with compressed pointers: estimates, a little too high rather
/// than too low.
final class Footprint {
    /// An entry with its key, and its node in the cache.
    static final int ENTRY = 200;

    /// A memory but for its text, embedding and metadata: the record, its id, times and optionals, and its
    /// access time with the weak reference to it.
    private static final int MEMORY = 360;

    private static final int STRING = 48;
    private static final int EMBEDDING = 64;
    private static final int VALUE = 48;
    private static final int MATCH = 96;

    private Footprint() {}

    static int of(Memory memory) {
        return clamped(ENTRY + bytes(memory));
    }

    static int of(SearchRequest request, SearchResult result) {
        long bytes = ENTRY
                + STRING
                + request.text().map(Footprint::characters).orElse(0L)
                + request.embedding().map(Footprint::bytes).orElse(0L)
                + request.filter().toString().length() * 4L;
        for (var match : result.matches()) {
            bytes += MATCH + bytes(match.memory());
        }
        return clamped(bytes);
    }

    static int of(Page page) {
        return clamped(ENTRY
                + STRING
                + page.items().stream().mapToLong(Footprint::bytes).sum());
    }

    private static long bytes(Memory memory) {
        return MEMORY
                + STRING
                + characters(memory.content())
                + memory.embedding().map(Footprint::bytes).orElse(0L)
                + memory.session().map(text -> STRING + characters(text)).orElse(0L)
                + memory.actor().map(text -> STRING + characters(text)).orElse(0L)
                + bytes(memory.metadata());
    }

    private static long bytes(Embedding embedding) {
        return EMBEDDING + (long) Float.BYTES * embedding.dimension();
    }

    /// A string holds a byte for each character while all are Latin-1, else two.
    private static long characters(String text) {
        return text.chars().anyMatch(c -> c > 0xff) ? 2L * text.length() : text.length();
    }

    private static long bytes(Metadata metadata) {
        return metadata.fields().isEmpty() ? 0 : bytes(metadata.fields());
    }

    private static long bytes(Map<String, Value> fields) {
        long bytes = 2 * VALUE;
        for (var field : fields.entrySet()) {
            bytes += VALUE + STRING + characters(field.getKey()) + bytes(field.getValue());
        }
        return bytes;
    }

    private static long bytes(Value value) {
        return switch (value) {
            case Value.Text(var text) -> VALUE + characters(text);
            case Value.Items(var items) -> VALUE + bytes(items);
            case Value.Fields(var fields) -> bytes(fields);
            case Value.Whole _, Value.Real _, Value.Bool _, Value.Null _, Value.Time _ -> VALUE / 2;
        };
    }

    private static long bytes(List<Value> items) {
        return items.stream().mapToLong(item -> Integer.BYTES + bytes(item)).sum();
    }

    private static int clamped(long bytes) {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
