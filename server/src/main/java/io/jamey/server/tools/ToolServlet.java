package io.jamey.server.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.MemoryStore;
import io.jamey.json.Json;
import io.jamey.server.access.Refusal;
import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemException;
import io.jamey.server.http.ProblemType;
import io.jamey.server.http.RequestTracing;
import io.jamey.server.http.ToolDoor;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The tools over streamable HTTP, to be mounted at `/mcp` with asynchronous processing.
///
/// Each request says anew who calls. A session of the protocol opens nothing, it only remembers what the client calls
/// itself, and is there for the key and the namespace it was opened with alone.
///
/// Whoever mounts it keeps pages of other origins away and reads the body of a `POST` into the attribute
/// [ToolDoor#BODY], as [io.jamey.server.JameyServer] does.
public final class ToolServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /// Where it is mounted.
    public static final String PATH = "/mcp";

    private static final String SESSION = "Mcp-Session-Id";

    /// A session nobody used for so long is forgotten.
    private static final Duration IDLE_SWEEP = Duration.ofMinutes(5);

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String TRACE_PARENT = "traceparent";
    private static final String CALLER = ToolServlet.class.getName() + ".caller";

    private final transient Function<HttpServletRequest, ToolCaller> callers;
    private final transient HttpServletStreamableServerTransportProvider transport;
    private final transient McpAsyncServer server;
    private final transient SessionSeal seal = new SessionSeal();

    /// @param callers who sends a request and in which namespace; throws a [Refusal] or a [ProblemException] for
    ///     one that is turned away
    /// @param messageBytesMax bytes of one message
    /// @param tracing is told of each call of a tool
    /// @param turnedAway hears why a call was not carried out; must be quick
    public ToolServlet(
            MemoryStore store,
            Function<HttpServletRequest, ToolCaller> callers,
            int messageBytesMax,
            RequestTracing tracing,
            Consumer<ProblemType> turnedAway) {
        this.callers = callers;
        transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(Protocol.JSON)
                .mcpEndpoint(PATH)
                .maxRequestSize(messageBytesMax)
                .sessionSweepInterval(IDLE_SWEEP)
                .contextExtractor(request -> McpTransportContext.create(Map.of(
                        CALLER,
                        callerOf(request),
                        TRACE_PARENT,
                        Objects.requireNonNullElse(request.getHeader(TRACE_PARENT), ""))))
                .build();
        server = new Protocol(
                        new ToolRunner(store, turnedAway),
                        exchange -> (ToolCaller) exchange.transportContext().get(CALLER),
                        (exchange, _, meta, work) -> tracing.around(
                                "POST", PATH, name -> header(exchange, name).or(() -> meta.apply(name)), work))
                .serve(McpServer.async(transport));
    }

    /// A header of the request that called a tool, of those that are kept for it.
    private static Optional<String> header(McpAsyncServerExchange exchange, String name) {
        return Optional.of(name)
                .filter(TRACE_PARENT::equals)
                .map(exchange.transportContext()::get)
                .map(String::valueOf)
                .filter(value -> !value.isEmpty());
    }

    private static ToolCaller callerOf(HttpServletRequest request) {
        return (ToolCaller) Objects.requireNonNull(request.getAttribute(CALLER));
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        transport.init(config);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            request.setAttribute(CALLER, callers.apply(request));
        } catch (Refusal | ProblemException e) {
            refuse(response, Problem.of(e));
            return;
        }
        if (!request.getMethod().equals("POST")) {
            transport.service(new Opened(request, new byte[0]), new Sealed(request, response));
            return;
        }
        byte[] body = (byte[]) Objects.requireNonNull(request.getAttribute(ToolDoor.BODY));
        switch (Message.read(body)) {
            case Message.Whole _ -> transport.service(new Opened(request, body), new Sealed(request, response));
            case Message.Broken broken ->
                write(response, HttpServletResponse.SC_BAD_REQUEST, "application/json", broken.answer());
        }
    }

    private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
        problem.headers().forEach(response::setHeader);
        write(response, problem.type().status(), Problem.MEDIA_TYPE, Json.write(problem.fields()));
    }

    private static void write(HttpServletResponse response, int status, String mediaType, String body)
            throws IOException {
        response.setStatus(status);
        response.setContentType(mediaType);
        response.getOutputStream().write(body.getBytes(UTF_8));
    }

    /// Ends all sessions; calls under way are finished.
    @Override
    public void destroy() {
        server.closeGracefully().block(GRACE);
        transport.destroy();
    }

    /// A request as the SDK is to see it: with the body that was read, and the session that the caller may use.
    private final class Opened extends HttpServletRequestWrapper {
        private final byte[] body;

        Opened(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public @Nullable String getHeader(String name) {
            String value = super.getHeader(name);
            return value == null || !name.equalsIgnoreCase(SESSION) ? value : seal.open(value, callerOf(this));
        }

        @Override
        public ServletInputStream getInputStream() {
            return new Body(new ByteArrayInputStream(body));
        }
    }

    /// A body that is here.
    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Body(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return bytes.read(into, from, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body is read without waiting");
        }
    }

    /// An answer whose session is for this caller.
    private final class Sealed extends HttpServletResponseWrapper {
        private final HttpServletRequest request;

        Sealed(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, name.equalsIgnoreCase(SESSION) ? seal.seal(value, callerOf(request)) : value);
        }
    }
}
