package io.jamey.server.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Messages of the protocol as lines of JSON on two streams.
///
/// In place of the SDK's own transport for stdio, which stops at the first line that is not JSON and drops the answers
/// that are still due when the input ends. Here a bad line is answered with an error and the next one is read, and
/// what was asked before the end is answered.
final class StdioTransport implements McpServerTransportProvider {
    private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);

    /// Requests that are being answered at once; the next line is read when there is room.
    private static final int IN_FLIGHT_MAX = 128;

    /// How long to wait for a request to be over before the next is refused, or before stopping without it.
    private static final long WAIT_SECONDS_MAX = 30;

    private final Lines in;
    private final OutputStream out;
    private final Semaphore room = new Semaphore(IN_FLIGHT_MAX);
    private @Nullable McpServerSession session;
    private boolean initialized;

    StdioTransport(InputStream in, OutputStream out) {
        this.in = new Lines(in, Protocol.MESSAGE_BYTES_MAX);
        this.out = out;
    }

    @Override
    public List<String> protocolVersions() {
        return List.of(
                ProtocolVersions.MCP_2024_11_05,
                ProtocolVersions.MCP_2025_03_26,
                ProtocolVersions.MCP_2025_06_18,
                ProtocolVersions.MCP_2025_11_25);
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(new Outgoing());
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return session().sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return session().closeGracefully();
    }

    private McpServerSession session() {
        if (session == null) {
            throw new IllegalStateException("the tools are not behind this transport yet");
        }
        return session;
    }

    /// Reads and answers until the input ends and what was asked is answered.
    void run() {
        try {
            for (Lines.Line line = in.next(); !(line instanceof Lines.Line.End); line = in.next()) {
                switch (line) {
                    case Lines.Line.Text(var bytes) -> take(bytes);
                    case Lines.Line.TooLong() ->
                        refuse(
                                null,
                                McpSchema.ErrorCodes.INVALID_REQUEST,
                                "a message may have " + Protocol.MESSAGE_BYTES_MAX + " bytes at most");
                    case Lines.Line.End() -> throw new IllegalStateException("the loop has ended");
                }
            }
            if (!room.tryAcquire(IN_FLIGHT_MAX, WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                LOG.warn("stopping, though not all requests were answered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            LOG.warn("the client is gone: {}", e.getMessage());
        } finally {
            session().close();
        }
    }

    private void take(byte[] line) throws InterruptedException {
        if (isBlank(line)) {
            return;
        }
        switch (Message.read(line)) {
            case Message.Whole(var message) -> handle(message);
            case Message.Broken broken -> write(broken.answer());
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte each : line) {
            if (each > ' ' || each < 0) {
                return false;
            }
        }
        return true;
    }

    /// What opens the session is handled in order; requests after that side by side.
    private void handle(McpSchema.JSONRPCMessage message) throws InterruptedException {
        if (!(message instanceof McpSchema.JSONRPCRequest request)
                || request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            initialized |= message instanceof McpSchema.JSONRPCNotification notification
                    && notification.method().equals(McpSchema.METHOD_NOTIFICATION_INITIALIZED);
            answer(message);
        } else if (!initialized) {
            refuse(
                    request.id(),
                    McpSchema.ErrorCodes.INVALID_REQUEST,
                    "send 'initialize' and 'notifications/initialized' first");
        } else if (!room.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
            refuse(request.id(), McpSchema.ErrorCodes.INTERNAL_ERROR, "too many requests at once: repeat it later");
        } else {
            Thread.ofVirtual().name("jamey-request").start(() -> {
                try {
                    answer(message);
                } finally {
                    room.release();
                }
            });
        }
    }

    private void answer(McpSchema.JSONRPCMessage message) {
        try {
            session().handle(message).block();
        } catch (RuntimeException e) {
            // The session has answered what it could; a message that can be neither handled nor answered is
            // dropped. What the exception says may quote it.
            LOG.warn("a message could not be handled: {}", e.getClass().getName());
        }
    }

    private void refuse(@Nullable Object id, int code, String why) {
        write(new Message.Broken(id, code, why).answer());
    }

    private void write(String message) {
        byte[] line = (message + "\n").getBytes(UTF_8);
        synchronized (out) {
            try {
                out.write(line);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The way out.
    private final class Outgoing implements McpServerTransport {
        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
            return Mono.fromCallable(() -> Protocol.JSON.writeValueAsString(message))
                    .doOnNext(StdioTransport.this::write)
                    .then();
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return Protocol.JSON.convertValue(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }
    }
}
