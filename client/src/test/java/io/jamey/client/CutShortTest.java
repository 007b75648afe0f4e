package io.jamey.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import io.jamey.testkit.ReferenceMemoryStore;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Answers of a real server that break off in the middle.
@Timeout(60)
class CutShortTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final int MEMORIES = 450;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static JameyServer server;

    @BeforeAll
    static void start() {
        MemoryStore store = new ReferenceMemoryStore(InstantSource.system());
        store.store(ANN, NewMemory.of("the first").id(ID).build());
        store.storeAll(
                ANN,
                IntStream.range(1, MEMORIES)
                        .mapToObj(i -> NewMemory.of("note " + i).build())
                        .toList());
        server = JameyServer.start(ServerOptions.defaults().port(0), store);
    }

    @AfterAll
    static void stop() {
        server.close();
        HTTP.close();
    }

    /// How an answer ends too early.
    enum Cut {
        /// Half of what its length says.
        LENGTH,
        /// In the middle of a chunk.
        CHUNK,
        /// Between two chunks.
        BETWEEN,
        /// Nothing is missing but the chunk that says so.
        LAST_CHUNK,
        /// Neither length nor chunks: only the JSON can tell.
        NO_LENGTH,
        /// In the middle of the head.
        HEAD;

        String answer(String body) {
            String chunked = "Transfer-Encoding: chunked\r\n\r\n";
            return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    + switch (this) {
                        case LENGTH -> "Content-Length: " + body.length() + "\r\n\r\n" + half(body);
                        case CHUNK -> chunked + Integer.toHexString(body.length()) + "\r\n" + half(body);
                        case BETWEEN -> chunked + chunk(half(body));
                        case LAST_CHUNK -> chunked + chunk(body);
                        case NO_LENGTH -> "Connection: close\r\n\r\n" + half(body);
                        case HEAD -> "Content-Le";
                    };
        }

        private static String half(String body) {
            return body.substring(0, body.length() / 2);
        }

        private static String chunk(String body) {
            return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
        }
    }

    /// Stands before the server and hands on its answers, the one of this number and all after it cut.
    private static ScriptedSocket cutting(Cut cut, int first) throws IOException {
        return new ScriptedSocket((number, head, body, socket) -> {
            String answer = asked(head, body);
            socket.getOutputStream().write((number < first ? whole(answer) : cut.answer(answer)).getBytes(ISO_8859_1));
        });
    }

    private static String whole(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
    }

    private static String asked(String head, byte[] body) throws IOException {
        String[] line = head.lines().findFirst().orElseThrow().split(" ", -1);
        var request = HttpRequest.newBuilder(server.uri().resolve(line[1]))
                .header("Content-Type", "application/json")
                .method(line[0], HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString(ISO_8859_1))
                    .body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /// Does not ask again.
    private static HttpMemoryStore once(ScriptedSocket proxy) {
        return HttpMemoryStore.open(ClientOptions.of(proxy.uri()).attempts(1));
    }

    private static void assertUnavailable(Callable<?> call) {
        MemoryException fault = catchThrowableOfType(MemoryException.class, call::call);
        assertThat(fault).as("a fault").isNotNull();
        assertThat(fault.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(fault.getMessage()).containsAnyOf("broke off the connection: ", "answer cannot be read");
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void halfAnAnswerIsNoAnswer(Cut cut) throws IOException {
        try (var proxy = cutting(cut, 0);
                var store = once(proxy)) {
            List<Callable<?>> reads = List.of(
                    () -> store.listPaginated(ANN, 100, 0),
                    () -> store.search(ANN, SearchRequest.of("note").build()),
                    () -> store.retrieve(ANN, ID),
                    () -> store.count(ANN, Filter.everything()),
                    store::namespaces,
                    store::status);
            for (Callable<?> read : reads) {
                assertUnavailable(read);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void anExportBreaksOffInsteadOfEnding(Cut cut) throws IOException {
        var seen = new ArrayList<Memory>();
        try (var proxy = cutting(cut, 2);
                var store = once(proxy);
                Stream<Memory> memories = store.iterate(ANN, Filter.everything())) {
            assertUnavailable(() -> {
                memories.forEach(seen::add);
                return null;
            });
        }
        assertThat(seen).as("pages that came whole").hasSize(400);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void aChangeThatHappenedIsReportedAsUnknownAndNotMadeAgain(Cut cut) throws IOException {
        try (var proxy = cutting(cut, 0);
                var store = HttpMemoryStore.open(proxy.uri());
                var direct = HttpMemoryStore.open(server.uri())) {
            long before = direct.retrieve(ANN, ID).orElseThrow().version();

            assertUnavailable(() -> store.update(
                    ANN, ID, MemoryPatch.change().content("cut at " + cut).build()));

            assertThat(proxy.heard()).hasSize(1);
            assertThat(direct.retrieve(ANN, ID).orElseThrow().version()).isEqualTo(before + 1);
        }
    }

    @Test
    void aQuestionIsAskedAgainUntilItsAnswerIsWhole() throws IOException {
        String count = "{\"count\":7}";
        try (var proxy = ScriptedSocket.saying(Cut.LENGTH.answer(count), Cut.LAST_CHUNK.answer(count), whole(count));
                var store = HttpMemoryStore.open(proxy.uri())) {
            assertThat(store.count(ANN, Filter.everything())).isEqualTo(7);
            assertThat(proxy.heard()).hasSize(3);
        }
    }
}
