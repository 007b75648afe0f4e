package io.jamey.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.server.http.HttpLimits;
import io.jamey.testkit.ReferenceMemoryStore;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// More requests than the server takes, slow callers, callers who go away, and the end.
class StressTest {
    private static final String HEAD =
            RawHttp.head("POST /v1/memories/count", "Content-Type: application/json", "Content-Length: 2");

    /// Counts only when it is let to.
    private static final class SlowStore extends ForwardingMemoryStore {
        private final CountDownLatch begun;
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        SlowStore(MemoryStore inner, int expected) {
            super(inner);
            begun = new CountDownLatch(expected);
        }

        @Override
        public long count(Namespace namespace, Filter filter) {
            begun.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.count(namespace, filter);
        }
    }

    private static ServerOptions options(int working) {
        return ServerOptions.defaults()
                .limits(HttpLimits.defaults()
                        .working(working)
                        .arrival(Duration.ofMillis(300))
                        .idle(Duration.ofSeconds(5)));
    }

    @Test
    void beyondItsLimitItSaysSoAtOnceAndStaysWell() throws Exception {
        var store = new SlowStore(new ReferenceMemoryStore(InstantSource.system()), 2);
        try (var api = Api.over(store, options(2));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> working = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                working.add(callers.submit(() -> api.post("/v1/memories/count", "{}")));
            }
            store.begun.await();

            String refused = RawHttp.ask(api.port(), HEAD); // the body never comes: it is not waited for
            assertThat(refused).startsWith("HTTP/1.1 503").contains("Retry-After: 1", "/problems/overloaded");
            assertThat(api.get("/livez").statusCode()).isEqualTo(200);
            assertThat(api.get("/readyz").statusCode()).isEqualTo(200);
            store.mayEnd.countDown();
            for (var each : working) {
                assertThat(each.get().statusCode()).isEqualTo(200);
            }
            assertThat(api.post("/v1/memories/count", "{}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void slowSendersTakeNoPlaceOfThoseWhoCouldBeWorkedOn() throws Exception {
        try (var api = Api.over(new ReferenceMemoryStore(InstantSource.system()), options(2))) {
            var slow = new ArrayList<Socket>();
            try {
                for (int i = 0; i < 6; i++) {
                    Socket socket = RawHttp.connect(api.port());
                    socket.getOutputStream().write((HEAD + "{").getBytes(ISO_8859_1));
                    slow.add(socket);
                }
                assertThat(api.post("/v1/memories/count", "{}").statusCode()).isEqualTo(200);
                for (Socket socket : slow) {
                    Thread.sleep(60);
                    socket.getOutputStream().write(' ');
                }
            } finally {
                for (Socket socket : slow) {
                    socket.close();
                }
            }
            assertThat(api.post("/v1/memories/count", "{}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatTricklesInIsGivenUp() throws Exception {
        try (var api = Api.over(new ReferenceMemoryStore(InstantSource.system()), options(2));
                Socket socket = RawHttp.connect(api.port())) {
            socket.getOutputStream()
                    .write(HEAD.replace("Length: 2", "Length: 100").getBytes(ISO_8859_1));
            for (int i = 0; i < 8 && socket.getInputStream().available() == 0; i++) {
                socket.getOutputStream().write(' ');
                Thread.sleep(60);
            }
            assertThat(RawHttp.answer(socket)).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
        }
    }

    @Test
    void callersWhoGoAwayLeaveNothingBehind() throws Exception {
        try (var api = Api.over(new ReferenceMemoryStore(InstantSource.system()), options(2))) {
            for (int i = 0; i < 50; i++) {
                try (Socket socket = RawHttp.connect(api.port())) {
                    socket.setSoLinger(true, 0);
                    socket.getOutputStream().write((HEAD + (i % 2 == 0 ? "{" : "{}")).getBytes(ISO_8859_1));
                }
            }
            for (int i = 0; i < 8; i++) {
                assertThat(eventually(api)).isEqualTo(200);
            }
            assertThat(Api.json(api.get("/v1/status"))).containsEntry("requests_in_flight", 1L);
        }
    }

    /// Those who went away are noticed a moment later.
    private static int eventually(Api api) throws InterruptedException {
        int status = 503;
        for (int i = 0; i < 100 && status == 503; i++) {
            status = api.post("/v1/memories/count", "{}").statusCode();
            Thread.sleep(20);
        }
        return status;
    }

    @Test
    void theEndWaitsForWhatHasBegun() throws Exception {
        var store = new SlowStore(new ReferenceMemoryStore(InstantSource.system()), 1);
        try (var api = Api.over(store, options(4));
                var callers = Executors.newVirtualThreadPerTaskExecutor();
                Socket kept = RawHttp.connect(api.port())) {
            kept.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(RawHttp.answer(kept)).startsWith("HTTP/1.1 200");
            Future<HttpResponse<String>> begun = callers.submit(() -> api.post("/v1/memories/count", "{}"));
            store.begun.await();
            Future<?> closing = callers.submit(api.server()::close);
            awaitClosing(kept);

            kept.getOutputStream().write((HEAD + "{}").getBytes(ISO_8859_1));
            assertThat(RawHttp.answer(kept)).startsWith("HTTP/1.1 503").contains("shutting down");
            assertThat(closing.isDone()).isFalse();
            store.mayEnd.countDown();
            assertThat(begun.get().statusCode()).isEqualTo(200);
            closing.get();
        }
    }

    private static void awaitClosing(Socket kept) throws Exception {
        for (int i = 0; i < 200; i++) {
            kept.getOutputStream().write("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
            if (RawHttp.answer(kept).startsWith("HTTP/1.1 503")) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the server stays ready though it is closing");
    }

    @Test
    void theEndDoesNotWaitForever() throws Exception {
        var store = new SlowStore(new ReferenceMemoryStore(InstantSource.system()), 1);
        try (var api = Api.over(store, options(4).patience(Duration.ofMillis(100)));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ = callers.submit(() -> api.post("/v1/memories/count", "{}"));
            store.begun.await();
            api.server().close();
            store.mayEnd.countDown();
        }
    }
}
