package io.jamey.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MemoryJsonTest {
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final Instant CREATED = Instant.parse("2025-03-01T09:30:00.000001Z");
    private static final NewMemory FULL = NewMemory.of("Tea, \"green\"\nplease – 茶🍵")
            .id(ID)
            .type(MemoryType.EPISODIC)
            .embedding(Embedding.of(0.1f, -3.5e-20f, Float.MAX_VALUE, Float.MIN_VALUE))
            .metadata(Metadata.from(
                    Map.of("whole", Long.MAX_VALUE, "real", 5.0, "tiny", 0.1, "flags", Arrays.asList(true, null, "x"))))
            .session("s1", 7)
            .actor("Ann")
            .importance(0.25)
            .createdAt(CREATED)
            .expiresAt(Instant.parse("2099-01-01T00:00:00Z"))
            .build();

    private static Memory stored(NewMemory memory) {
        return memory.stored(Namespace.of("team a"), ID, 0, Instant.parse("2025-03-02T00:00:00Z"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ARRAY", "BASE64"})
    void aMemoryReadsBackAsItWasWritten(VectorForm form) {
        WrittenMemory read = MemoryJson.read(Json.write(MemoryJson.fields(stored(FULL), form)));

        assertThat(read.memory()).isEqualTo(FULL);
        assertThat(read.namespace()).contains(Namespace.of("team a"));
    }

    @Test
    void whatAMemoryDoesNotHaveIsLeftOut() {
        var bare = stored(NewMemory.of("x").createdAt(CREATED).build());

        assertThat(Json.write(MemoryJson.fields(bare, VectorForm.ARRAY)))
                .isEqualTo("{\"id\":\"" + ID + "\",\"namespace\":\"team a\",\"memory_type\":\"semantic\","
                        + "\"content\":\"x\",\"metadata\":{},\"importance\":0.5,"
                        + "\"created_at\":\"2025-03-01T09:30:00.000001Z\",\"updated_at\":\"2025-03-02T00:00:00Z\","
                        + "\"last_accessed\":\"2025-03-01T09:30:00.000001Z\",\"version\":1}");
    }

    @Test
    void theEmbeddingIsLeftOutWhenAsked() {
        assertThat(MemoryJson.fields(stored(FULL), VectorForm.LEFT_OUT)).doesNotContainKey("embedding");
    }

    @Test
    void otherNamesOfFieldsAreUnderstood() {
        WrittenMemory read = MemoryJson.read("{\"memory\":\"x\",\"user_id\":\"ann\",\"run_id\":\"s\",\"sequence\":0}");

        assertThat(read.namespace()).contains(Namespace.of("ann"));
        assertThat(read.memory().session()).contains("s");
        assertThat(MemoryJson.read("{\"text\":\"x\"}").memory().content()).isEqualTo("x");
    }

    @Test
    void nullMeansAbsent() {
        assertThat(MemoryJson.read("{\"content\":\"x\",\"embedding\":null,\"session_id\":null,\"id\":null}")
                        .memory())
                .isEqualTo(NewMemory.of("x").build());
    }

    @Test
    void numbersKeepTheirKind() {
        Metadata metadata = MemoryJson.readMetadata("{\"a\":1,\"b\":1.0,\"c\":9223372036854775808,\"d\":-0.0}");

        assertThat(metadata.fields())
                .containsEntry("a", new Value.Whole(1))
                .containsEntry("b", new Value.Real(1))
                .containsEntry("c", new Value.Real(0x1p63))
                .containsEntry("d", new Value.Real(0));
        assertThat(Json.write(new Value.Fields(metadata.fields())))
                .isEqualTo("{\"a\":1,\"b\":1.0,\"c\":" + 0x1p63 + ",\"d\":0.0}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                            | a memory needs 'content'",
                "{`contnet`:`x`}                               | did you mean 'content'?",
                "{`content`:`x`,`type`:`y`}                    | did you mean 'memory_type'?",
                "{`content`:`x`,`colour`:`y`}                  | use id, namespace",
                "{`content`:`x`,`content`:`y`}                 | Duplicate",
                "{`content`:`x`,`text`:`y`}                    | 'content' is given twice",
                "{`content`:7}                                 | content must be a text, not 7",
                "{`content`:`x`,`importance`:`high`}           | importance must be a number, not a text",
                "{`content`:`x`,`importance`:7}                | importance must be between 0 and 1",
                "{`content`:`x`,`id`:`7`}                      | id must be a UUID",
                "{`content`:`x`,`created_at`:`yesterday`}      | created_at is not a time: 'yesterday'",
                "{`content`:`x`,`version`:1.5}                 | version must be a whole number, not 1.5",
                "{`content`:`x`,`sequence`:1}                  | name the session too",
                "{`content`:`x`,`metadata`:[]}                 | metadata must be an object, not an array",
                "{`content`:`x`,`metadata`:{`n`:12345678901234567891}} | more digits than can be kept",
                "{`content`:`x`,`metadata`:{`n`:1e999}}        | too large",
                "{`content`:`x`,`metadata`:{`n`:{`a`:1,`a`:2}}} | Duplicate",
                "{`content`:`x`,`embedding`:[1,null]}          | embedding component must be a number, not null",
                "{`content`:`x`,`embedding`:[0,0]}             | zero vector",
                "{`content`:`x`,`embedding`:[1e39]}            | must be finite",
                "{`content`:`x`,`embedding`:`AAA`}             | no whole number of float32",
                "{`content`:`x`,`embedding`:`*`}               | not base64",
                "{`content`:`x`,`embedding`:{}}                | must be an array of numbers, or base64",
                "{`content`:`x`} y                             | not JSON at column",
                "{`content`:`x`} {}                            | something follows the end",
                "[]                                            | a memory must be an object, not an array",
                "{`content`:`x`                                | not JSON at column"
            })
    void aMistakeIsRefusedWithWordsThatHelp(String document, String reason) {
        assertThatThrownBy(() -> MemoryJson.read(document.replace('`', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void nothingIsNotADocument() {
        assertThatThrownBy(() -> MemoryJson.read(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not JSON: it is empty");
    }

    @Test
    void deepNestingIsRefusedBeforeItHurts() {
        assertThatThrownBy(() -> MemoryJson.readMetadata("{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("depth");
    }

    @Test
    void anEmbeddingOfTooManyComponentsIsRefusedInEitherForm() {
        String numbers = "1,".repeat(8192) + "1";
        assertThatThrownBy(() -> MemoryJson.read("{\"content\":\"x\",\"embedding\":[" + numbers + "]}"))
                .hasMessageContaining("more than 8192 components");
        assertThatThrownBy(() -> MemoryJson.read("{\"content\":\"x\",\"embedding\":\"" + "A".repeat(50_000) + "\"}"))
                .hasMessageContaining("more than 8192 components");
    }

    @Test
    void aChangeNamesOnlyWhatChanges() {
        Memory before = stored(FULL);

        Memory after = MemoryJson.readPatch("{\"importance\":1,\"expires_at\":null,\"version\":1}")
                .appliedTo(before, Instant.parse("2025-04-01T00:00:00Z"));

        assertThat(after.importance()).isEqualTo(1);
        assertThat(after.expiresAt()).isEmpty();
        assertThat(after.embedding()).isEqualTo(before.embedding());
    }

    @Test
    void aChangeCanNameEverythingThatMayChange() {
        MemoryPatch patch = MemoryJson.readPatch("{\"text\":\"new\",\"embedding\":[1,2],\"memory_type\":\"semantic\","
                + "\"metadata\":{\"k\":1},\"actor\":\"Bo\",\"expires_at\":\"2098-01-01T00:00:00Z\"}");

        Memory after = patch.appliedTo(stored(FULL), CREATED);

        assertThat(after.content()).isEqualTo("new");
        assertThat(after.embedding()).contains(Embedding.of(1, 2));
        assertThat(after.type()).isEqualTo(MemoryType.SEMANTIC);
        assertThat(after.metadata()).isEqualTo(Metadata.of("k", 1));
        assertThat(after.actor()).contains("Bo");
        assertThat(after.expiresAt()).contains(Instant.parse("2098-01-01T00:00:00Z"));
        assertThat(MemoryJson.readPatch("{\"embedding\":null}")
                        .appliedTo(stored(FULL), CREATED)
                        .embedding())
                .isEmpty();
    }

    @Test
    void nullTakesAMemoryOutOfItsSession() {
        Memory after = MemoryJson.readPatch("{\"session_id\":null}").appliedTo(stored(FULL), CREATED);

        assertThat(stored(FULL).session()).isPresent();
        assertThat(after.session()).isEmpty();
        assertThat(after.sequence()).isEmpty();
    }

    @Test
    void aChangeOfWhatNeverChangesIsRefused() {
        assertThatThrownBy(() -> MemoryJson.readPatch("{\"session_id\":\"s2\"}"))
                .hasMessageContaining("a memory cannot join a session later");
        assertThatThrownBy(() -> MemoryJson.readPatch("{\"sequence\":2}"))
                .hasMessageContaining("unknown field 'sequence' in a change");
    }

    @Test
    void aPageCarriesItsTotalAndWhereToGoOn() {
        var request = PageRequest.of(1);
        var page = new Page(List.of(stored(FULL)), 2, Optional.of(io.jamey.Cursor.after(stored(FULL), request)));

        Map<String, Object> fields = MemoryJson.fields(page, request, VectorForm.LEFT_OUT);

        assertThat(fields).containsEntry("total", 2L).containsEntry("limit", 1).containsEntry("offset", 0L);
        assertThat(fields)
                .containsEntry("next_cursor", page.next().orElseThrow().token());
        assertThat((Iterable<?>) fields.get("items")).hasSize(1);
    }

    @Test
    void oneMemoryOrSeveralAreReadAlike() {
        var one = MemoryJson.readMemories(bytes("{\"text\":\"a\",\"user_id\":\"ann\"}"));
        var several = MemoryJson.readMemories(bytes("{\"memories\":[{\"memory\":\"a\"}],\"namespace\":\"ann\"}"));

        assertThat(one.single()).isTrue();
        assertThat(several.single()).isFalse();
        assertThat(several.namespace()).isEqualTo(one.namespace()).contains(Namespace.of("ann"));
        assertThat(several.memories().getFirst().memory())
                .isEqualTo(one.memories().getFirst().memory());
        assertThatThrownBy(() -> MemoryJson.readMemories(bytes("{\"memories\":[],\"actor\":\"Bo\"}")))
                .hasMessageContaining("only 'namespace' stands beside 'memories', not 'actor'");
    }

    @Test
    void aFaultNamesItsPlace() {
        assertFault("{\"content\":\"x\",\"importance\":2}", "/importance");
        assertFault("{\"content\":\"x\",\"colour\":2}", "/colour");
        assertFault("{\"content\":\"x\",\"session_id\":\"\"}", "/session_id");
        assertFault("{\"content\":\" \"}", "/content");
        assertFault("{\"content\":\"x\",\"created_at\":\"1066\"}", "/created_at");
        assertFault(
                "{\"memories\":[{\"content\":\"x\"},{\"content\":\"x\",\"embedding\":[1,\"2\"]}]}",
                "/memories/1/embedding/1");
        assertFault(
                "{\"memories\":[{\"content\":\"x\"},{\"content\":\"x\",\"importance\":7}]}", "/memories/1/importance");
        assertFault("[]", "");
    }

    private static void assertFault(String document, String pointer) {
        assertThatThrownBy(() -> MemoryJson.readMemories(bytes(document)))
                .isInstanceOfSatisfying(
                        JsonFault.class, fault -> assertThat(fault.pointer()).isEqualTo(pointer));
    }

    @Test
    void aChangeMayBeExpectedFromElsewhere() {
        assertThat(MemoryJson.readPatch(bytes("{}"), OptionalLong.of(3)).expectedVersion())
                .hasValue(3);
        assertThatThrownBy(() -> MemoryJson.readPatch(bytes("{\"version\":2}"), OptionalLong.of(3)))
                .hasMessageContaining("leave one of them out");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
