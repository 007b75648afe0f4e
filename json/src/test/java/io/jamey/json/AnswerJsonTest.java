package io.jamey.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Cursor;
import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchPlan;
import io.jamey.SearchResult;
import io.jamey.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is written on one side is what is read on the other.
class AnswerJsonTest {
    private static final NewMemory NEW = NewMemory.of("Prefers tea \u2615")
            .id(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"))
            .type(MemoryType.MESSAGE)
            .embedding(Embedding.of(0.1f, Float.MIN_VALUE, -3))
            .metadata(Metadata.of("a", List.of(1, 2.5, "x")))
            .session("s", 7)
            .actor("Ann")
            .importance(0.1)
            .createdAt(Instant.parse("2025-03-01T09:30:00.000001Z"))
            .expiresAt(Instant.parse("2999-01-01T00:00:00Z"))
            .build();
    private static final Memory MEMORY = NEW.stored(
                    Namespace.of("ann/1"), NEW.id().orElseThrow(), 0, Instant.parse("2025-03-02T00:00:00Z"))
            .withLastAccessed(Instant.parse("2025-03-03T00:00:00Z"));
    private static final Memory PLAIN =
            NewMemory.of("plain").build().stored(Namespace.of("ann"), UUID.randomUUID(), 0, Instant.EPOCH);

    private static byte[] json(Object fields) {
        return Json.write(fields).getBytes(UTF_8);
    }

    @Test
    void aMemoryReadsBackAsItWasWritten() {
        assertThat(AnswerJson.readMemory(json(MemoryJson.fields(MEMORY, VectorForm.BASE64))))
                .isEqualTo(MEMORY);
        assertThat(AnswerJson.readMemory(json(MemoryJson.fields(MEMORY, VectorForm.LEFT_OUT))))
                .isEqualTo(MEMORY.withEmbedding(Optional.empty()));
        assertThat(AnswerJson.readMemory(json(MemoryJson.fields(PLAIN, VectorForm.BASE64))))
                .isEqualTo(PLAIN);
    }

    @Test
    void aPageReadsBackAsItWasWritten() {
        PageRequest request = PageRequest.of(2);
        var page = new Page(List.of(MEMORY, PLAIN), 9, Optional.of(Cursor.after(PLAIN, request)));

        assertThat(AnswerJson.readPage(json(MemoryJson.fields(page, request, VectorForm.BASE64))))
                .isEqualTo(page);
        assertThat(AnswerJson.readMemories(json(
                        Map.of("items", MemoryJson.fields(List.of(MEMORY), VectorForm.ARRAY), "missing", List.of()))))
                .containsExactly(MEMORY);
    }

    @Test
    void aResultReadsBackAsItWasWritten() {
        var plan = new SearchPlan("codes+words", Map.of("scanned", 12L), Duration.ofNanos(1_234_567));
        var matches = List.of(
                new Match(MEMORY, 1.5, Map.of(Signal.CLOSENESS, 0.5, Signal.WORDS, 1.0)),
                new Match(PLAIN, -0.1, Map.of()));

        for (SearchResult result :
                List.of(new SearchResult(matches, Optional.of(plan)), new SearchResult(List.of(), Optional.empty()))) {
            assertThat(AnswerJson.readResult(json(SearchJson.fields(result, VectorForm.BASE64))))
                    .isEqualTo(result);
        }
    }

    @Test
    void whatANewerServerSaysBesidesIsPassedOver() {
        String memory =
                Json.write(MemoryJson.fields(PLAIN, VectorForm.LEFT_OUT)).replaceFirst("\\{", "{\"mood\":[{}],");
        byte[] result = ("{\"matches\":[" + memory.replaceFirst("\\{", "{\"score\":1,") + "],\"hint\":{\"a\":1}}")
                .getBytes(UTF_8);

        assertThat(AnswerJson.readResult(result).matches()).containsExactly(new Match(PLAIN, 1, Map.of()));
    }

    @Test
    void whatAStoreAlwaysSaysMustBeThere() {
        for (String field :
                List.of("id", "namespace", "content", "created_at", "updated_at", "last_accessed", "version")) {
            Map<String, Object> fields = MemoryJson.fields(PLAIN, VectorForm.LEFT_OUT);
            fields.remove(field);
            assertThatThrownBy(() -> AnswerJson.readMemory(json(fields)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(field);
        }
        assertThatThrownBy(() -> AnswerJson.readResult(
                        json(Map.of("matches", List.of(MemoryJson.fields(PLAIN, VectorForm.LEFT_OUT))))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("score");
    }

    @Test
    void aNewMemoryReadsBackAsItWasWritten() {
        NewMemory plain = NewMemory.of("plain").build();

        assertThat(MemoryJson.read(json(MemoryJson.fields(NEW, VectorForm.BASE64)))
                        .memory())
                .isEqualTo(NEW);
        assertThat(MemoryJson.read(json(MemoryJson.fields(plain, VectorForm.BASE64)))
                        .memory())
                .isEqualTo(plain);
    }

    @Test
    void aChangeReadsBackAsItWasWritten() {
        Instant now = Instant.parse("2025-04-01T00:00:00Z");
        for (MemoryPatch.Builder change : List.of(
                MemoryPatch.change(),
                MemoryPatch.change()
                        .content("Prefers coffee")
                        .embedding(Embedding.of(1, 2, 3))
                        .type(MemoryType.SEMANTIC)
                        .metadata(Metadata.of("b", 1))
                        .actor("Bob")
                        .importance(0)
                        .expiresAt(now.plusSeconds(9)),
                MemoryPatch.change().withoutEmbedding().withoutSession().neverExpires(),
                MemoryPatch.change().metadata(Metadata.empty()))) {
            MemoryPatch patch = change.expecting(1).build();
            MemoryPatch read =
                    MemoryJson.readPatch(json(MemoryJson.fields(patch, VectorForm.BASE64)), OptionalLong.empty());

            assertThat(read.appliedTo(MEMORY, now)).isEqualTo(patch.appliedTo(MEMORY, now));
            assertThat(read.expectedVersion()).hasValue(1);
        }
    }

    @Test
    void aRequestForAPageReadsBackAsItWasWritten() {
        for (PageRequest.Order order : PageRequest.Order.values()) {
            PageRequest request = PageRequest.of(3).ordered(order).withEmbeddings();
            for (PageRequest each : List.of(
                    request,
                    request.atOffset(12),
                    request.after(Cursor.after(PLAIN, request)).where(Filter.session("s")))) {
                assertThat(PageJson.read(json(PageJson.fields(each)), 50).request())
                        .isEqualTo(each);
            }
        }
    }
}
