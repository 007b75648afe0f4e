package io.jamey.cli.conversations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.NewMemory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationFileTest {
    private static final String TURN = "{\"speaker\":\"Ann\",\"dia_id\":\"D1:1\",\"text\":\"Hi\"}";

    private static List<Conversation> read(String json) {
        return ConversationFile.read("talk.json", json.getBytes(UTF_8));
    }

    private static String conversation(String sessions, String questions) {
        return "[{\"sample_id\":\"ann\",\"conversation\":{" + sessions + "},\"qa\":[" + questions + "]}]";
    }

    private static String session(String turns) {
        return "\"session_1_date_time\":\"1:56 pm on 8 May, 2023\",\"session_1\":[" + turns + "]";
    }

    @Test
    void theSameTurnAlwaysHasTheSameId() {
        NewMemory memory =
                read(conversation(session(TURN), "")).getFirst().memories().getFirst();

        assertThat(memory)
                .isEqualTo(read(conversation(session(TURN), ""))
                        .getFirst()
                        .memories()
                        .getFirst());
        assertThat(memory.id().orElseThrow().version()).isEqualTo(7);
        assertThat(memory.id().orElseThrow().variant()).isEqualTo(2);
    }

    @Test
    void sessionsComeInTheOrderOfTheirNumbers() {
        String tenth = session(TURN.replace("D1:1", "D10:1")).replace("session_1", "session_10");
        String second = session(TURN.replace("D1:1", "D2:1")).replace("session_1", "session_2");

        assertThat(read(conversation(tenth + "," + second, "")).getFirst().turns())
                .extracting(Turn::session)
                .containsExactly("session_2", "session_10");
    }

    @Test
    void evidenceIsReadDespiteItsSlips() {
        String turns = TURN + "," + TURN.replace("D1:1", "D1:2");
        String questions = "{\"question\":\"?\",\"category\":1,\"evidence\":[\"D:1:01; D1:2\",\"D9:9\",\"D\"]}";

        Conversation conversation =
                read(conversation(session(turns), questions)).getFirst();

        assertThat(conversation.questions().getFirst().evidence())
                .containsExactlyInAnyOrderElementsOf(conversation.memories().stream()
                        .map(memory -> memory.id().orElseThrow())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{`                                  | talk.json: not JSON at column",
                "`7`                                  | talk.json, conversation 1: must be an object",
                "`[{}]`                               | talk.json, conversation 1: 'sample_id' must be a text",
                "`[{'sample_id':'a'}]`                | talk.json, conversation 1 (a): 'conversation' is missing",
                "`[{'sample_id':'a','conversation':{}}]` | has no session_1, session_2",
                "`[{'sample_id':'a','conversation':{'session_1':[{}]}}]` | 'session_1_date_time' must be a text",
                "`[{'sample_id':'a','conversation':{'session_1':7}}]`    | session_1: must be a list"
            })
    void aMalformedFileIsToldWithItsPlace(String json, String reason) {
        assertThatThrownBy(() -> read(json.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aMalformedTurnIsToldWithItsPlace() {
        assertThatThrownBy(() -> read(conversation(session(TURN + ",{\"speaker\":\"Bo\",\"dia_id\":\"D1:2\"}"), "")))
                .hasMessage("talk.json, conversation 1 (ann), session_1, turn 2: 'text' must be a text");
        assertThatThrownBy(() -> read(conversation(session(TURN + "," + TURN), "")))
                .hasMessageContaining("two turns have the dia_id 'D1:1'");
        assertThatThrownBy(() -> read(conversation(session(TURN).replace("8 May", "May 8"), "")))
                .hasMessageContaining("'1:56 pm on May 8, 2023', not like '1:56 pm on 8 May, 2023'");
        String twice = conversation(session(TURN), "");
        assertThatThrownBy(() -> read(twice.substring(0, twice.length() - 1) + "," + twice.substring(1)))
                .hasMessage("talk.json: two conversations have the sample_id 'ann'");
    }
}
