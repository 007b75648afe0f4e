package io.jamey.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.server.http.HttpLimits;
import io.jamey.testkit.ReferenceMemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Callers who send or read so slowly that they would keep others out.
@Timeout(60)
class SlowCallersTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final String COUNT =
            RawHttp.head("POST /v1/memories/count", "Content-Type: application/json", "Content-Length: 2");
    private static final int LARGE = 40;

    private static ServerOptions options(int working) {
        return ServerOptions.defaults()
                .limits(HttpLimits.defaults()
                        .working(working)
                        .arrival(Duration.ofMillis(300))
                        .idle(Duration.ofSeconds(5)));
    }

    private static MemoryStore store() {
        return new ReferenceMemoryStore(InstantSource.system());
    }

    private static MemoryStore withLargeMemories() {
        MemoryStore store = store();
        String large = "x".repeat(900_000);
        store.storeAll(
                ANN,
                IntStream.range(0, LARGE)
                        .mapToObj(i -> NewMemory.of(large + i).build())
                        .toList());
        return store;
    }

    @Test
    void anyNumberOfSlowSendersTakeNoPlaceOfThoseWhoSendAtOnce() throws Exception {
        var slow = new ArrayList<Socket>();
        try (var api = Api.over(store(), options(2))) {
            for (int i = 0; i < 30; i++) {
                slow.add(sending(api, COUNT + "{"));
            }
            Thread.sleep(100); // they are seen to be slow
            for (int i = 0; i < 10; i++) {
                assertThat(api.post("/v1/memories/count", "{}").statusCode()).isEqualTo(200);
            }
        } finally {
            closeAll(slow);
        }
    }

    @Test
    void importsThatBringAlmostNothingGiveTheirPlacesBack() throws Exception {
        var slow = new ArrayList<Socket>();
        try (var api = Api.over(store(), options(2))) {
            String head = RawHttp.head(
                    "POST /v1/import?namespace=ann", "Content-Type: application/x-ndjson", "Content-Length: 1000");
            for (int i = 0; i < HttpLimits.defaults().streams(); i++) {
                slow.add(sending(api, head + "{\"content\":\"line of " + i + "\"}\n"));
                Thread.sleep(20); // the first is to be in
            }
            for (int i = 0; i < 100 && load(api).statusCode() != 503; i++) {
                Thread.sleep(1); // until all of them are there
            }
            for (int i = 0; i < 12 && slow.getFirst().getInputStream().available() == 0; i++) {
                for (Socket each : slow) {
                    trickle(each);
                }
                Thread.sleep(60);
            }

            assertThat(RawHttp.answer(slow.getFirst()))
                    .startsWith("HTTP/1.1 408")
                    .contains("/problems/request-timeout", "\"taken\":1", "\"memories\":1");
            assertThat(load(api).statusCode()).isEqualTo(200);
            assertThat(api.store().count(ANN, Filter.everything())).isGreaterThanOrEqualTo(2); // theirs and his
        } finally {
            closeAll(slow);
        }
    }

    private static void trickle(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(' ');
        } catch (SocketException _) {
            // it has been given up
        }
    }

    private static HttpResponse<String> load(Api api) {
        return api.send(
                "POST",
                "/v1/import?namespace=ann",
                "{\"content\":\"quick\"}\n".getBytes(UTF_8),
                "application/x-ndjson");
    }

    @Test
    void exportsThatNobodyReadsGiveTheirPlacesBack() throws Exception {
        var deaf = new ArrayList<Socket>();
        try (var api = Api.over(withLargeMemories(), options(2))) {
            for (int i = 0; i < HttpLimits.defaults().streams(); i++) {
                deaf.add(deaf(api, RawHttp.head("GET /v1/export?namespace=ann")));
            }
            int status = 503;
            for (int i = 0; i < 100 && status == 503; i++) {
                Thread.sleep(30);
                status = api.get("/v1/export?namespace=ann").statusCode();
            }
            assertThat(status).isEqualTo(200);
        } finally {
            closeAll(deaf);
        }
    }

    @Test
    void answersThatNobodyReadsTakeNoPlaceOfThoseWhoAsk() throws Exception {
        var deaf = new ArrayList<Socket>();
        try (var api = Api.over(withLargeMemories(), options(2))) {
            for (int i = 0; i < 6; i++) {
                deaf.add(deaf(api, RawHttp.head("GET /v1/memories?namespace=ann&limit=15")));
                Thread.sleep(50); // it is being written, and cannot be
            }
            for (int i = 0; i < 10; i++) {
                assertThat(api.post("/v1/memories/count", "{}").statusCode()).isEqualTo(200);
            }
        } finally {
            closeAll(deaf);
        }
    }

    @Test
    void anAnswerUnderWayIsWholeThoughTheServerCloses() throws Exception {
        try (var api = Api.over(withLargeMemories(), ServerOptions.defaults())) {
            HttpResponse<String> whole = api.get("/v1/memories?namespace=ann&limit=10");
            // HTTP/1.0, so that the body comes as it is
            try (Socket reader =
                    deaf(api, "GET /v1/memories?namespace=ann&limit=10 HTTP/1.0\r\nHost: localhost\r\n\r\n")) {
                reader.getInputStream().readNBytes(100);
                Thread closing = Thread.ofVirtual().start(api.server()::close);
                Thread.sleep(50);
                byte[] read = reader.getInputStream().readAllBytes();
                closing.join();
                assertThat(new String(read, UTF_8).endsWith(whole.body())).isTrue();
            }
        }
    }

    @Test
    void theEndDoesNotWaitForBodiesThatDoNotCome() throws Exception {
        try (var api = Api.over(store(), options(2).patience(Duration.ofHours(1)));
                Socket slow = sending(api, COUNT + "{")) {
            while (!api.get("/v1/status").body().contains("\"requests_in_flight\":2")) {
                Thread.sleep(5);
            }
            api.server().close();
            assertThat(slow.getInputStream().read()).isNegative();
        }
    }

    private static Socket sending(Api api, String begin) throws IOException {
        Socket socket = RawHttp.connect(api.port());
        socket.getOutputStream().write(begin.getBytes(ISO_8859_1));
        return socket;
    }

    /// Asks and does not read; the kernel may keep little for it.
    private static Socket deaf(Api api, String request) throws IOException {
        var socket = new Socket();
        socket.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 10);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()));
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return socket;
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
    }
}
