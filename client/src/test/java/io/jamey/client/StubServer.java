package io.jamey.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// A server that answers as it is told, and keeps what it was sent.
final class StubServer implements AutoCloseable {
    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /// What one request said.
    record Heard(String method, URI uri, Map<String, List<String>> headers, String body) {}

    /// Answers the request of this number, from 0.
    interface Script {
        void answer(int number, Reply reply) throws IOException;
    }

    StubServer(Script script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            heard.add(new Heard(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            script.answer(heard.size() - 1, new Reply(exchange));
        });
        server.start();
    }

    final class Reply {
        private final HttpExchange exchange;

        private Reply(HttpExchange exchange) {
            this.exchange = exchange;
        }

        void json(int status, String body) throws IOException {
            send(status, "application/json", body);
        }

        /// As a Jamey server does.
        void problem(int status, String type, String... headers) throws IOException {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            send(
                    status,
                    "application/problem+json",
                    "{\"type\":\"/problems/" + type + "\",\"status\":" + status + ",\"detail\":\"said by the stub\"}");
        }

        void send(int status, String mediaType, String body) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", mediaType);
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        /// Breaks the connection off.
        void hangUp() {
            exchange.close();
        }

        /// Begins an answer and never ends it.
        void stall() throws IOException {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            waitForClosing();
        }

        void waitForClosing() {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Heard> heard() {
        return heard;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
