package io.jamey.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.server.http.HttpLimits;
import io.jamey.testkit.ReferenceMemoryStore;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Messages to the tools that come slowly: they wait as the bodies of the API do.
@Timeout(60)
class SlowMessagesTest {
    private static final int MEGABYTE = 1 << 20;
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"raw","version":"0"}}}""";
    private static final String[] ACCEPT = {"Accept", "application/json, text/event-stream"};

    private static Api start(Duration arrival) {
        var limits = new HttpLimits(2, 4, 4096, MEGABYTE, MEGABYTE, 32 << 10, Duration.ofSeconds(5), arrival);
        return Api.over(
                new ReferenceMemoryStore(InstantSource.system()),
                ServerOptions.defaults().limits(limits));
    }

    /// The beginning of a message.
    private static Socket sending(Api api, int length) throws IOException {
        String head = RawHttp.head("POST /mcp", "Content-Type: application/json", "Content-Length: " + length);
        Socket socket = RawHttp.connect(api.port());
        socket.getOutputStream().write((head + "{").getBytes(ISO_8859_1));
        return socket;
    }

    private static int initialize(Api api) {
        return api.post("/mcp", INITIALIZE, ACCEPT).statusCode();
    }

    @Test
    void anyNumberOfSlowSendersTakeNoPlaceOfThoseWhoCallATool() throws Exception {
        var slow = new ArrayList<Socket>();
        try (var api = start(Duration.ofMillis(300))) {
            for (int i = 0; i < 30; i++) {
                slow.add(sending(api, 100));
            }
            TimeUnit.MILLISECONDS.sleep(100); // they are seen to be slow
            for (int i = 0; i < 10; i++) {
                assertThat(initialize(api)).isEqualTo(200);
            }
        } finally {
            for (Socket each : slow) {
                each.close();
            }
        }
    }

    @Test
    void aMessageThatTricklesIsGivenUp() throws Exception {
        try (var api = start(Duration.ofMillis(300));
                Socket slow = sending(api, 100)) {
            for (int i = 0; i < 50 && slow.getInputStream().available() == 0; i++) {
                TimeUnit.MILLISECONDS.sleep(60);
                try {
                    slow.getOutputStream().write(' ');
                } catch (SocketException _) {
                    break; // it has been given up
                }
            }
            assertThat(RawHttp.answer(slow))
                    .startsWith("HTTP/1.1 408")
                    .contains("/problems/request-timeout", "Connection: close");
        }
    }

    /// Of two that together are larger than all bodies may be, one is refused; what they took is given back.
    @Test
    void halfSentMessagesCountAmongAllBodies() throws Exception {
        try (var api = start(Duration.ofSeconds(30))) {
            try (var one = sending(api, MEGABYTE * 3 / 5);
                    var other = sending(api, MEGABYTE * 3 / 5)) {
                Socket refused = firstAnswered(one, other);
                assertThat(RawHttp.answer(refused))
                        .startsWith("HTTP/1.1 503")
                        .contains("/problems/overloaded", "too many large bodies");
            }
            String memory = "{\"content\":\"tea\"}";
            String largest = " ".repeat(MEGABYTE - memory.length()) + memory;
            assertThat(post(api, "/v1/memories?namespace=ann", largest)).isEqualTo(201);
            for (int i = 0; i < 20; i++) { // more than all bodies may be
                assertThat(post(api, "/mcp", " ".repeat(MEGABYTE / 10) + INITIALIZE))
                        .isEqualTo(200);
            }
            assertThat(post(api, "/v1/memories?namespace=ann", largest)).isEqualTo(201);
        }
    }

    private static Socket firstAnswered(Socket one, Socket other) throws Exception {
        for (int i = 0; i < 300 && one.getInputStream().available() == 0; i++) {
            if (other.getInputStream().available() > 0) {
                return other;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return one;
    }

    /// The status, once there is room: it is given back a moment after an answer, or after a caller went away.
    private static int post(Api api, String path, String body) throws InterruptedException {
        int status = 503;
        for (int i = 0; i < 300 && status == 503; i++) {
            status = api.post(path, body, ACCEPT).statusCode();
            TimeUnit.MILLISECONDS.sleep(status == 503 ? 10 : 0);
        }
        return status;
    }
}
