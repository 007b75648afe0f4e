package io.jamey.tracing;

import io.jamey.Match;
import io.jamey.NewMemory;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Memories as the conventions want them in `gen_ai.memory.records`: a JSON array of objects with content, id and
/// score, as text. What would make an attribute longer than 64 Ki characters is left out.
final class RecordsJson {
    private static final int LENGTH_MAX = 64 << 10;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final StringWriter text = new StringWriter();
    private final JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text);

    private RecordsJson() {
        out.writeStartArray();
    }

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
        out.flush();
        if (text.getBuffer().length() + content.length() > LENGTH_MAX) {
            return;
        }
        out.writeStartObject();
        out.writeStringProperty("content", content);
        id.ifPresent(value -> out.writeStringProperty("id", value.toString()));
        score.ifPresent(value -> out.writeNumberProperty("score", value));
        out.writeEndObject();
    }

    private String end() {
        out.writeEndArray();
        out.close();
        return text.toString();
    }
}
