package io.jamey.tracing;

import io.jamey.Match;
import io.jamey.NewMemory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/// Memories as the conventions want them in `gen_ai.memory.records`: a JSON array of objects with content, id and
/// score, as text. What would make an attribute longer than 64 Ki characters is left out.
final class RecordsJson {
    private static final int LENGTH_MAX = 64 << 10;

    private final StringBuilder out = new StringBuilder("[");

    private RecordsJson() {}

    static String of(List<NewMemory> memories) {
        var json = new RecordsJson();
        for (NewMemory memory : memories) {
            json.add(memory.content(), memory.id(), OptionalDouble.empty());
        }
        return json.end();
    }

    static String ofMatches(List<Match> matches) {
        var json = new RecordsJson();
        for (Match match : matches) {
            json.add(match.memory().content(), Optional.of(match.memory().id()), OptionalDouble.of(match.score()));
        }
        return json.end();
    }

    private void add(String content, Optional<UUID> id, OptionalDouble score) {
        if (out.length() + content.length() > LENGTH_MAX) {
            return;
        }
        if (out.length() > 1) {
            out.append(',');
        }
        out.append("{\"content\":");
        text(content);
        id.ifPresent(value -> out.append(",\"id\":\"").append(value).append('"'));
        score.ifPresent(value -> out.append(",\"score\":").append(value));
        out.append('}');
    }

    private String end() {
        return out.append(']').toString();
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
