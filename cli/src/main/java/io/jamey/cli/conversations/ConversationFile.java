package io.jamey.cli.conversations;

import io.jamey.Namespace;
import io.jamey.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A JSON file of conversations: a list of
/// `{sample_id, conversation: {session_1_date_time: "1:56 pm on 8 May, 2023", session_1: [{speaker, dia_id: "D1:3",
/// text, blip_caption?}], ...}, qa?: [{question, evidence: ["D1:3"], category}]}`, or one such object.
///
/// Whatever else such files hold (summaries, image addresses) is not about turns and is left where it is. Times
/// are taken as UTC.
public final class ConversationFile {
    private static final DateTimeFormatter SESSION_TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("h:mm a 'on' d MMMM, uuuu")
            .toFormatter(Locale.ENGLISH);
    private static final Pattern SESSION = Pattern.compile("session_(\\d{1,6})");
    /// Also reads the slips that such files are known for: `D:11:26`, `D30:05`, two ids in one text.
    private static final Pattern TURN_ID = Pattern.compile("D:?(\\d{1,6}):(\\d{1,6})");

    private ConversationFile() {}

    /// All conversations of a file.
    ///
    /// @param name the file's, for error messages
    /// @throws IllegalArgumentException naming file, place and reason
    public static List<Conversation> read(String name, byte[] bytes) {
        Object document;
        try {
            document = Json.read(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        List<?> samples = document instanceof List<?> list ? list : List.of(document == null ? "" : document);
        var conversations = new ArrayList<Conversation>();
        var seen = new HashSet<Namespace>();
        for (int i = 0; i < samples.size(); i++) {
            Conversation conversation = conversation(new Place(name + ", conversation " + (i + 1)), samples.get(i));
            if (!seen.add(conversation.namespace())) {
                throw new IllegalArgumentException(
                        name + ": two conversations have the sample_id '" + conversation.namespace() + "'");
            }
            conversations.add(conversation);
        }
        return conversations;
    }

    private static Conversation conversation(Place place, @Nullable Object sample) {
        Map<?, ?> fields = place.object(sample);
        Namespace namespace;
        try {
            namespace = Namespace.of(place.text(fields, "sample_id"));
        } catch (IllegalArgumentException e) {
            throw place.error("sample_id: " + e.getMessage());
        }
        Place here = new Place(place.name() + " (" + namespace + ")");
        List<Turn> turns = turns(here, here.object(fields.get("conversation")));
        var memoryIds = new HashMap<String, UUID>();
        for (Turn turn : turns) {
            if (memoryIds.put(turnId(turn.id()).orElse(turn.id()), turn.memoryId(namespace)) != null) {
                throw here.error("two turns have the dia_id '" + turn.id() + "'");
            }
        }
        return new Conversation(namespace, turns, questions(here, fields.get("qa"), memoryIds));
    }

    private static List<Turn> turns(Place place, Map<?, ?> conversation) {
        var turns = new ArrayList<Turn>();
        conversation.keySet().stream()
                .map(key -> SESSION.matcher(String.valueOf(key)))
                .filter(key -> key.matches())
                .map(key -> Integer.parseInt(key.group(1)))
                .sorted()
                .forEach(number -> turns.addAll(session(place, conversation, "session_" + number)));
        if (turns.isEmpty()) {
            throw place.error("has no session_1, session_2, ... with turns in 'conversation'");
        }
        return turns;
    }

    private static List<Turn> session(Place above, Map<?, ?> conversation, String session) {
        Place place = new Place(above.name() + ", " + session);
        List<?> said = place.list(conversation.get(session));
        if (said.isEmpty()) {
            return List.of();
        }
        Instant begin = time(place, place.text(conversation, session + "_date_time"));
        var turns = new ArrayList<Turn>();
        for (int i = 0; i < said.size(); i++) {
            Place here = new Place(place.name() + ", turn " + (i + 1));
            Map<?, ?> turn = here.object(said.get(i));
            turns.add(new Turn(
                    here.text(turn, "dia_id"),
                    session,
                    i,
                    begin.plusSeconds(i),
                    here.text(turn, "speaker"),
                    here.text(turn, "text"),
                    turn.containsKey("blip_caption")
                            ? Optional.of(here.text(turn, "blip_caption"))
                            : Optional.empty()));
        }
        return turns;
    }

    private static Instant time(Place place, String written) {
        try {
            return LocalDateTime.parse(written, SESSION_TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw place.error("the session's date_time is '" + written + "', not like '1:56 pm on 8 May, 2023'");
        }
    }

    private static List<Question> questions(Place above, @Nullable Object qa, Map<String, UUID> memoryIds) {
        var questions = new ArrayList<Question>();
        List<?> list = qa == null ? List.of() : above.list(qa);
        for (int i = 0; i < list.size(); i++) {
            Place place = new Place(above.name() + ", question " + (i + 1));
            Map<?, ?> fields = place.object(list.get(i));
            var evidence = new HashSet<UUID>();
            for (Object written : fields.containsKey("evidence") ? place.list(fields.get("evidence")) : List.of()) {
                var ids = TURN_ID.matcher(String.valueOf(written));
                while (ids.find()) {
                    Optional.ofNullable(memoryIds.get(normal(ids.group(1), ids.group(2))))
                            .ifPresent(evidence::add);
                }
            }
            int category = fields.get("category") instanceof Long number ? number.intValue() : 0;
            questions.add(new Question(place.text(fields, "question"), category, evidence));
        }
        return questions;
    }

    private static Optional<String> turnId(String written) {
        var id = TURN_ID.matcher(written);
        return id.matches() ? Optional.of(normal(id.group(1), id.group(2))) : Optional.empty();
    }

    private static String normal(String session, String turn) {
        return "D" + Integer.parseInt(session) + ":" + Integer.parseInt(turn);
    }

    /// Where in the file we are, to say so when something is wrong there.
    private record Place(String name) {
        IllegalArgumentException error(String message) {
            return new IllegalArgumentException(name + ": " + message);
        }

        Map<?, ?> object(@Nullable Object value) {
            if (value instanceof Map<?, ?> map) {
                return map;
            }
            throw error(value == null ? "'conversation' is missing" : "must be an object");
        }

        List<?> list(@Nullable Object value) {
            if (value instanceof List<?> list) {
                return list;
            }
            throw error("must be a list");
        }

        String text(Map<?, ?> fields, String key) {
            if (fields.get(key) instanceof String text && !text.isBlank()) {
                return text;
            }
            throw error("'" + key + "' must be a text");
        }
    }
}
