package io.jamey.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchPlan;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.Signal;
import io.jamey.Weights;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchJsonTest {
    @Test
    void everyPartOfASearchCanBeWritten() {
        WrittenSearch read = SearchJson.read("{\"user_id\":\"ann\",\"query\":\"tea\",\"embedding\":[1,0],\"top_k\":3,"
                + "\"filter\":{\"field\":\"actor\",\"op\":\"exists\"},\"weights\":{\"words\":1,\"closeness\":0.5},"
                + "\"min_score\":0.1,\"exact\":true,\"explain\":true,\"embeddings\":true}");

        assertThat(read.namespace()).contains(Namespace.of("ann"));
        assertThat(read.request())
                .isEqualTo(SearchRequest.of("tea")
                        .embedding(Embedding.of(1, 0))
                        .limit(3)
                        .filter(Filter.exists(Field.ACTOR))
                        .weights(Weights.none().with(Signal.WORDS, 1).with(Signal.CLOSENESS, 0.5))
                        .minScore(0.1)
                        .exact()
                        .explain()
                        .withEmbeddings()
                        .build());
    }

    @Test
    void aSearchReadsBackAsItWasWritten() {
        for (SearchRequest request : List.of(
                SearchRequest.of("tea").build(),
                SearchRequest.of(Embedding.of(1, 0)).build(),
                SearchRequest.of("tea")
                        .embedding(Embedding.of(1, 0.1f))
                        .limit(3)
                        .filter(Filter.exists(Field.ACTOR))
                        .weights(Weights.none())
                        .minScore(-0.1)
                        .exact()
                        .explain()
                        .withEmbeddings()
                        .build())) {
            assertThat(SearchJson.read(Json.write(SearchJson.fields(request, VectorForm.BASE64)))
                            .request())
                    .isEqualTo(request);
        }
    }

    @Test
    void whatIsNotWrittenIsTheDefault() {
        assertThat(SearchJson.read("{\"query\":\"tea\",\"filter\":null}").request())
                .isEqualTo(SearchRequest.of("tea").build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                    | a search needs text or an embedding",
                "{`query`:`x`,`topk`:3}                | unknown field 'topk' in a search",
                "{`query`:`x`,`limt`:3}                | did you mean 'limit'?",
                "{`query`:`x`,`limit`:3,`top_k`:3}     | 'limit' is given twice",
                "{`query`:`x`,`limit`:99999999999}     | limit is out of range",
                "{`query`:`x`,`limit`:0}               | limit must be between 1 and 1000",
                "{`query`:`x`,`exact`:1}               | exact must be true or false, not 1",
                "{`query`:`x`,`weights`:{`word`:1}}    | did you mean 'words'?",
                "{`query`:`x`,`weights`:{`words`:-1}}  | weight of WORDS must be between",
                "{`query`:`x`,`weights`:{`words`:`1`}} | weight of words must be a number, not a text"
            })
    void aMistakeIsRefusedWithWordsThatHelp(String document, String reason) {
        assertThatThrownBy(() -> SearchJson.read(document.replace('`', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aMatchIsAMemoryWithItsScoreAndTheReasonsForIt() {
        var id = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
        var memory = NewMemory.of("Prefers tea").build().stored(Namespace.of("ann"), id, 0, Instant.EPOCH);
        var match = new Match(memory, 1.5, Map.of(Signal.CLOSENESS, 0.5, Signal.WORDS, 1.0));
        var plan = new SearchPlan("scan", Map.of("scanned", 7L), Duration.ofNanos(250_000));

        String json =
                Json.write(SearchJson.fields(new SearchResult(List.of(match), Optional.of(plan)), VectorForm.LEFT_OUT));

        assertThat(json)
                .startsWith("{\"matches\":[{\"id\":\"" + id + "\",\"namespace\":\"ann\"")
                .endsWith("\"score\":1.5,\"signals\":{\"words\":1.0,\"closeness\":0.5}}],"
                        + "\"plan\":{\"strategy\":\"scan\",\"counts\":{\"scanned\":7},\"took_ms\":0.25}}");
    }
}
