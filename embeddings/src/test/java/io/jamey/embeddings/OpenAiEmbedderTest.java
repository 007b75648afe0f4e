package io.jamey.embeddings;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.jamey.Embedding;
import io.jamey.MemoryException;
import io.jamey.embeddings.EmbedderSettings.OpenAi;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class OpenAiEmbedderTest {
    private static final String KEY = "sk-very-secret-0123456789";
    private static final Duration PATIENT = Duration.ofSeconds(30);

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void textsGoInBatchesAndComeBackInOrder() {
        answer(asking("a", "b"), ok("[1,0]", "[2,0]"));
        answer(asking("c", "d"), ok("[3,0]", "[4,0]"));
        answer(asking("e"), ok("[5,0]"));

        List<Embedding> made = embedder(0).embed(List.of("a", "b", "c", "d", "e"));

        assertThat(made).extracting(one -> one.at(0)).containsExactly(1f, 2f, 3f, 4f, 5f);
        SERVER.verify(
                3,
                postRequestedFor(urlEqualTo("/v1/embeddings")).withHeader("Authorization", equalTo("Bearer " + KEY)));
    }

    @Test
    void aServerWithoutKeysIsSentNone() {
        answer(post("/v1/embeddings").withHeader("Authorization", absent()), ok("[1,0]"));

        assertThat(new OpenAiEmbedder(OpenAi.of(url(), "m", Optional.empty())).embed(List.of("a")))
                .containsExactly(Embedding.of(1, 0));
    }

    @Test
    void aRequestTooManyIsRepeatedAfterAPause() {
        firstThen(aResponse().withStatus(429), ok("[1,0]"));

        assertThat(embedder(1).embed(List.of("a"))).containsExactly(Embedding.of(1, 0));
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aServerThatKeepsFailingIsGivenUpAfterLongerAndLongerPauses(int status) {
        answer(post("/v1/embeddings"), aResponse().withStatus(status).withBody("busy " + KEY));

        assertThat(failure(embedder(3))).contains("HTTP " + status, "busy ***", url().toString());
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        SERVER.verify(4, postRequestedFor(urlEqualTo("/v1/embeddings")));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 422})
    void aRefusalIsNotRepeated(int status) {
        answer(post("/v1/embeddings"), aResponse().withStatus(status).withBody("no such model"));

        assertThat(failure(embedder(3))).contains("HTTP " + status, "no such model");
        SERVER.verify(1, postRequestedFor(urlEqualTo("/v1/embeddings")));
    }

    @Test
    void aRefusedKeyIsNamedByItsVariable() {
        answer(post("/v1/embeddings"), aResponse().withStatus(401).withBody("bad key sk-ve***789"));

        assertThat(failure(embedder(3))).contains("JAMEY_EMBEDDINGS_KEY").doesNotContain("sk-ve");
    }

    @Test
    void aSilentServerIsNotWaitedForLongerThanTheTimeout() {
        answer(post("/v1/embeddings"), ok("[1,0]").withFixedDelay(5_000));

        assertThat(failure(embedder(3, Duration.ofMillis(200)))).contains("within 200 ms", "TIMEOUT_SECONDS");
    }

    @Test
    void aServerThatStallsInTheMiddleOfItsAnswerIsNotWaitedForEither() {
        answer(post("/v1/embeddings"), ok("[1,0]").withChunkedDribbleDelay(10, 5_000));

        assertThat(failure(embedder(3, Duration.ofMillis(700)))).contains("within 700 ms");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        var nowhere = OpenAi.of(URI.create("http://localhost:1/v1"), "m", Optional.of(KEY));

        assertThat(failure(new OpenAiEmbedder(nowhere))).contains("http://localhost:1/v1", "cannot be reached");
    }

    @Test
    void aConnectionCutOffIsAFailure() {
        answer(post("/v1/embeddings"), aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThat(failure(embedder(0))).contains("cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>" + KEY + "</html>",
                "",
                "{}",
                "[]",
                "{\"data\":null}",
                "{\"data\":[{}]}",
                "{\"data\":[{\"embedding\":[null]}]}",
                "{\"data\":[{\"embedding\":[1,"
            })
    void garbageIsRefused(String body) {
        answer(post("/v1/embeddings"), okJson(body));

        assertThat(failure(embedder(0))).contains("the embeddings server at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"NaN\",1]", "[1e39,1]", "[0,0]"})
    void numbersThatMakeNoEmbeddingAreRefused(String vector) {
        answer(post("/v1/embeddings"), ok(vector));

        assertThat(failure(embedder(0))).contains("unusable embedding");
    }

    @Test
    void tooFewOrTooManyAnswersAreRefused() {
        answer(post("/v1/embeddings"), ok("[1,0]", "[2,0]"));

        assertThat(failure(embedder(0))).contains("2 embeddings for 1 texts");
    }

    @Test
    void aDimensionOtherThanTheConfiguredOneIsRefused() {
        answer(post("/v1/embeddings"), ok("[1,0,0]"));
        var configured = new OpenAi(url(), "m", Optional.of(KEY), 2, PATIENT, 0, OptionalInt.of(2));

        assertThat(failure(new OpenAiEmbedder(configured))).contains("dimension 3 where 2 is expected");
    }

    @Test
    void theFirstAnswerFixesTheDimensionAndIsAskedForOnce() {
        answer(asking("dimension"), ok("[1,0]"));
        answer(asking("a"), ok("[1,0,0]"));
        var embedder = embedder(0);

        assertThat(embedder.dimension()).isEqualTo(2);
        assertThat(embedder.dimension()).isEqualTo(2);
        assertThat(failure(embedder)).contains("dimension 3 where 2 is expected");
        SERVER.verify(2, postRequestedFor(urlEqualTo("/v1/embeddings")));
    }

    @Test
    void theDimensionOfAKnownModelIsNotAskedFor() {
        try (var embedder = new OpenAiEmbedder(OpenAi.of(url(), "text-embedding-3-large", Optional.empty()))) {
            assertThat(embedder.dimension()).isEqualTo(3072);
            assertThat(embedder.model()).isEqualTo("text-embedding-3-large");
        }
        SERVER.verify(0, postRequestedFor(urlEqualTo("/v1/embeddings")));
    }

    @Test
    void anInterruptedThreadStopsWaitingAndStaysInterrupted() {
        answer(post("/v1/embeddings"), ok("[1,0]").withFixedDelay(5_000));
        Thread.currentThread().interrupt();

        assertThat(failure(embedder(3))).contains("interrupted");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aClosedEmbedderAsksNobody() {
        var embedder = embedder(0);
        embedder.close();

        assertThatThrownBy(() -> embedder.embed(List.of("a"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theKeyIsInNoMessageNoCauseAndNoLog() {
        var log = new ListAppender<ILoggingEvent>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger client = (Logger) LoggerFactory.getLogger("dev.langchain4j");
        log.start();
        root.addAppender(log);
        client.setLevel(Level.TRACE);
        client.setAdditive(true);
        try {
            answer(post("/v1/embeddings"), aResponse().withStatus(500).withBody("your key is " + KEY));
            var shown = new StringWriter();
            catchThrowableOfType(MemoryException.class, () -> embedder(1).embed(List.of("a")))
                    .printStackTrace(new PrintWriter(shown, true));
            answer(post("/v1/embeddings"), okJson(KEY));
            catchThrowableOfType(MemoryException.class, () -> embedder(1).embed(List.of("a")))
                    .printStackTrace(new PrintWriter(shown, true));

            assertThat(shown.toString())
                    .contains("HTTP 500", "reads as embeddings")
                    .doesNotContain(KEY);
            assertThat(log.list)
                    .filteredOn(event -> event.getLoggerName().startsWith("dev.langchain4j"))
                    .noneMatch(event -> text(event).contains(KEY));
        } finally {
            root.detachAppender(log);
            client.setLevel(null);
        }
    }

    private static String text(ILoggingEvent event) {
        return event.getFormattedMessage()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    private OpenAiEmbedder embedder(int retries) {
        return embedder(retries, PATIENT);
    }

    private OpenAiEmbedder embedder(int retries, Duration timeout) {
        var settings = new OpenAi(url(), "m", Optional.of(KEY), 2, timeout, retries, OptionalInt.empty());
        return new OpenAiEmbedder(settings, pauses::add);
    }

    private static URI url() {
        return URI.create(SERVER.baseUrl() + "/v1");
    }

    /// The words of the failure to embed one text.
    private static String failure(OpenAiEmbedder embedder) {
        var failure = catchThrowableOfType(MemoryException.class, () -> embedder.embed(List.of("a")));
        assertThat(failure.kind()).isEqualTo(MemoryException.Kind.UNAVAILABLE);
        assertThat(failure).message().doesNotContain(KEY);
        return String.valueOf(failure.getMessage());
    }

    private static MappingBuilder asking(String... texts) {
        String input = Arrays.stream(texts).map(text -> '"' + text + '"').collect(Collectors.joining(","));
        return post("/v1/embeddings").withRequestBody(equalToJson("{\"input\":[" + input + "]}", true, true));
    }

    private static ResponseDefinitionBuilder ok(String... vectors) {
        return okJson(Arrays.stream(vectors)
                .map(vector -> "{\"embedding\":" + vector + "}")
                .collect(Collectors.joining(",", "{\"model\":\"m\",\"data\":[", "]}")));
    }

    private static void answer(MappingBuilder question, ResponseDefinitionBuilder answer) {
        SERVER.stubFor(question.willReturn(answer));
    }

    private static void firstThen(ResponseDefinitionBuilder first, ResponseDefinitionBuilder later) {
        SERVER.stubFor(
                post("/v1/embeddings").inScenario("twice").willReturn(first).willSetStateTo("second"));
        SERVER.stubFor(post("/v1/embeddings")
                .inScenario("twice")
                .whenScenarioStateIs("second")
                .willReturn(later));
    }
}
