package io.jamey.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.json.Json;
import io.jamey.json.MemoryJson;
import io.jamey.json.VectorForm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a caller hears when the network or the server is not well, and what is sent again.
@Timeout(60)
class FaultsTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final SearchRequest TEA = SearchRequest.of("tea").build();
    private static final MemoryPatch PATCH = MemoryPatch.change().importance(1).build();
    private static final String STORED = Json.write(Map.of(
            "items",
            MemoryJson.fields(
                    List.of(NewMemory.of("Ann likes tea").build().stored(ANN, ID, 0, Instant.EPOCH)),
                    VectorForm.LEFT_OUT)));

    private static HttpMemoryStore to(StubServer stub) {
        return HttpMemoryStore.open(stub.uri());
    }

    private static MemoryException fault(Callable<?> call) {
        return catchThrowableOfType(MemoryException.class, call::call);
    }

    @ParameterizedTest
    @CsvSource({
        "409, conflict, CONFLICT",
        "412, version-mismatch, CONFLICT",
        "429, quota-exceeded, FULL",
        "429, too-many-requests, UNAVAILABLE",
        "500, internal, UNAVAILABLE",
        "500, corrupt, CORRUPT",
        "503, overloaded, UNAVAILABLE",
        "503, unavailable, UNAVAILABLE",
        "507, full, FULL"
    })
    void aFaultOfTheWorldIsTheContractsOwn(int status, String type, Kind kind) throws IOException {
        try (var stub = new StubServer((_, reply) -> reply.problem(status, type, "Retry-After", "0"));
                var store = to(stub)) {
            MemoryException fault = fault(() -> store.count(ANN, Filter.everything()));

            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault).hasMessage("said by the stub");
            assertThat(Refused.in(fault).isPresent())
                    .isEqualTo(List.of("overloaded", "too-many-requests").contains(type));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid-request",
        "401, unauthenticated",
        "403, forbidden",
        "404, not-found",
        "413, too-large",
        "422, idempotency-key-reused"
    })
    void aCallersMistakeIsAnIllegalArgumentAndSentOnce(int status, String type) throws IOException {
        try (var stub = new StubServer((_, reply) -> reply.problem(status, type));
                var store = to(stub)) {
            assertThatThrownBy(() -> store.search(ANN, TEA))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("said by the stub");
            assertThat(stub.heard()).hasSize(1);
        }
    }

    @Test
    void whatTheServerDidNotBeginIsSentAgainWhateverItIs() throws IOException {
        try (var stub = new StubServer((number, reply) -> {
                    if (number < 2) {
                        reply.problem(503, "overloaded", "Retry-After", "0");
                    } else {
                        reply.json(200, "{\"deleted\":3}");
                    }
                });
                var store = to(stub)) {
            assertThat(store.drop(ANN)).isEqualTo(3);
            assertThat(stub.heard()).hasSize(3);
        }
    }

    @Test
    void nothingIsSentMoreOftenThanAllowedNorAfterALongPause() throws IOException {
        try (var stub = new StubServer((_, reply) -> reply.problem(503, "overloaded", "Retry-After", "0"));
                var store = HttpMemoryStore.open(ClientOptions.of(stub.uri()).attempts(2))) {
            MemoryException fault = fault(() -> store.search(ANN, TEA));

            assertThat(Refused.in(fault).orElseThrow().retryAfter()).isZero();
            assertThat(stub.heard()).hasSize(2);
        }
        try (var stub = new StubServer((_, reply) -> reply.problem(429, "too-many-requests", "Retry-After", "3600"));
                var store = to(stub)) {
            MemoryException fault = fault(() -> store.search(ANN, TEA));

            assertThat(Refused.in(fault).orElseThrow().retryAfter()).isEqualTo(Duration.ofHours(1));
            assertThat(stub.heard()).hasSize(1);
        }
    }

    @Test
    void aQuestionWhoseAnswerIsLostIsAskedAgain() throws IOException {
        try (var stub = new StubServer((number, reply) -> {
                    if (number == 0) {
                        reply.hangUp();
                    } else {
                        reply.json(200, "{\"matches\":[]}");
                    }
                });
                var store = to(stub)) {
            assertThat(store.search(ANN, TEA).matches()).isEmpty();
            assertThat(stub.heard()).hasSize(2);
        }
    }

    @Test
    void aMemoryWhoseStoringWasNotAnsweredIsStoredAgainUnderTheSameId() throws IOException {
        try (var stub = new StubServer((number, reply) -> {
                    if (number == 0) {
                        reply.hangUp();
                    } else {
                        reply.json(201, STORED);
                    }
                });
                var store = to(stub)) {
            store.store(ANN, NewMemory.of("Ann likes tea").build());

            assertThat(stub.heard()).hasSize(2);
            assertThat(stub.heard().get(0).body())
                    .isEqualTo(stub.heard().get(1).body())
                    .contains("\"id\":\"");
        }
    }

    @Test
    void aChangeWhoseAnswerIsLostIsNotMadeAgain() throws IOException {
        for (StubServer.Script script : List.<StubServer.Script>of(
                (_, reply) -> reply.hangUp(),
                (_, reply) -> reply.problem(503, "unavailable", "Retry-After", "0"),
                (_, reply) -> reply.send(502, "text/html", "<h1>Bad gateway</h1>"))) {
            try (var stub = new StubServer(script);
                    var store = to(stub)) {
                List<Callable<?>> changes = List.of(
                        () -> store.update(ANN, ID, PATCH),
                        () -> store.updateMatching(ANN, Filter.everything(), PATCH),
                        () -> store.delete(ANN, ID),
                        () -> store.deleteMatching(ANN, Filter.everything()),
                        () -> store.drop(ANN));
                for (Callable<?> change : changes) {
                    assertThat(fault(change).kind()).isEqualTo(Kind.UNAVAILABLE);
                }
                assertThat(stub.heard()).hasSize(changes.size());
            }
        }
    }

    @Test
    void anAnswerThatNeverComesOrNeverEndsIsNotWaitedFor() throws IOException {
        for (StubServer.Script script :
                List.<StubServer.Script>of((_, reply) -> reply.waitForClosing(), (_, reply) -> reply.stall())) {
            try (var stub = new StubServer(script);
                    var store =
                            HttpMemoryStore.open(ClientOptions.of(stub.uri()).timeout(Duration.ofMillis(200)))) {
                MemoryException fault = fault(() -> store.search(ANN, TEA));

                assertThat(fault.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(fault).hasMessageContaining("did not answer within 200 ms");
                assertThat(stub.heard()).hasSize(1);
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() throws IOException {
        URI gone;
        try (var stub = new StubServer((_, reply) -> reply.hangUp())) {
            gone = stub.uri();
        }
        try (var store = HttpMemoryStore.open(gone)) {
            MemoryException fault = fault(store::namespaces);

            assertThat(fault.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(fault).hasMessageContainingAll(gone.toString(), "cannot be reached");
        }
    }

    @Test
    void whatIsNoJameyServerIsNotTakenForOne() throws IOException {
        try (var stub = new StubServer((_, reply) -> reply.send(404, "text/html", "<h1>Not found</h1>"));
                var store = to(stub)) {
            assertThatThrownBy(() -> store.update(ANN, ID, PATCH))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is its address right?");
        }
        for (String odd : List.of("<h1>Hello</h1>", "[]", "{}", "{\"count\":\"1\"}", "")) {
            try (var stub = new StubServer((_, reply) -> reply.send(200, "text/html", odd));
                    var store = to(stub)) {
                MemoryException fault = fault(() -> store.count(ANN, Filter.everything()));

                assertThat(fault.kind()).as(odd).isEqualTo(Kind.UNAVAILABLE);
                assertThat(fault).hasMessageContaining("cannot be read");
            }
        }
    }

    @Test
    void theKeyGoesWithEveryRequestAndNowhereElse() throws IOException {
        try (var stub = new StubServer((_, reply) -> reply.json(200, "{\"count\":1}"))) {
            ClientOptions options =
                    ClientOptions.of(URI.create(stub.uri() + "/v1/")).key("secret");
            try (var store = HttpMemoryStore.open(options)) {
                assertThat(store.count(ANN, Filter.everything())).isEqualTo(1);
            }

            assertThat(stub.heard().getFirst().headers()).containsEntry("Authorization", List.of("Bearer secret"));
            assertThat(stub.heard().getFirst().uri()).hasPath("/v1/memories/count");
            assertThat(options.toString()).doesNotContain("secret");
        }
    }

    @Test
    void anInterruptedCallerIsAnsweredAndStaysInterrupted() throws IOException {
        try (var stub = new StubServer((_, reply) -> reply.json(200, "{\"count\":1}"));
                var store = to(stub)) {
            Thread.currentThread().interrupt();

            assertThat(store.count(ANN, Filter.everything())).isEqualTo(1);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallerThatIsInterruptedWhileItWaitsHearsThatTheOutcomeIsUnknown(boolean virtual) throws Exception {
        var asked = new CountDownLatch(1);
        try (var stub = new StubServer((_, reply) -> {
                    asked.countDown();
                    reply.waitForClosing();
                });
                var store = to(stub)) {
            var caller = new FutureTask<>(() -> {
                MemoryException fault = fault(() -> store.drop(ANN));
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                return fault.kind();
            });
            Thread thread = (virtual ? Thread.ofVirtual() : Thread.ofPlatform()).start(caller);
            asked.await();
            thread.interrupt();

            assertThat(caller.get()).isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @Test
    void aConnectionThatTheServerHasClosedMeanwhileIsNotUsed() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var store = HttpMemoryStore.open(URI.create("http://127.0.0.1:" + server.getLocalPort()))) {
            for (int i = 0; i < 3; i++) {
                var answering = new FutureTask<>(() -> {
                    try (var connection = server.accept()) {
                        while (connection.getInputStream().read()
                                != '}') {} // the head, and {"namespace":"ann","filter":{}
                        connection.getInputStream().read();
                        connection
                                .getOutputStream()
                                .write("HTTP/1.1 200\r\nContent-Length: 13\r\n\r\n{\"deleted\":1}".getBytes(US_ASCII));
                    }
                    return null;
                });
                Thread.ofVirtual().start(answering);

                assertThat(store.deleteMatching(ANN, Filter.everything())).isEqualTo(1);
                answering.get(); // closed, and the client has not been told in the answer
            }
        }
    }

    @Test
    void moreIdsThanOnePageHasAreAskedForPieceByPiece() throws IOException {
        List<UUID> ids = IntStream.rangeClosed(0, Limits.PAGE)
                .mapToObj(i -> new UUID(7, i))
                .toList();
        try (var stub = new StubServer((_, reply) -> reply.json(200, STORED));
                var store = to(stub)) {
            Map<UUID, Memory> found = store.retrieveBatch(ANN, ids);

            assertThat(found).containsOnlyKeys(ID);
            assertThat(stub.heard()).hasSize(2);
            assertThat(stub.heard().getLast().body()).contains(ids.getLast().toString());
        }
    }

    @Test
    void anAddressMustBeOne() {
        for (String wrong :
                List.of("127.0.0.1:8080", "ftp://host", "http:///v1", "http://host?x=1", "http://a:b@host")) {
            assertThatThrownBy(() -> ClientOptions.of(URI.create(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        ClientOptions options = ClientOptions.of(URI.create("https://host/jamey/"));
        assertThat(options.server()).hasToString("https://host/jamey");
        assertThatThrownBy(() -> options.key("two words")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.attempts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
