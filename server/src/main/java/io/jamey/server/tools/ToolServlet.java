package io.jamey.server.tools;

import io.jamey.MemoryStore;
import io.jamey.json.Json;
import io.jamey.server.access.Refusal;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// The tools over streamable HTTP, to be mounted at `/mcp` with asynchronous processing.
///
/// Each request says anew who calls: a session of the protocol opens nothing, it only remembers what the client calls
/// itself. Messages have at most 16 MB.
public final class ToolServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /// Where it is mounted.
    public static final String PATH = "/mcp";

    /// A session nobody used for so long is forgotten.
    private static final Duration IDLE_SWEEP = Duration.ofMinutes(5);

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String CALLER = ToolServlet.class.getName() + ".caller";

    private final transient Function<HttpServletRequest, ToolCaller> callers;
    private final transient HttpServletStreamableServerTransportProvider transport;
    private final transient McpAsyncServer server;

    /// @param callers who sends a request and in which namespace; throws a [Refusal] for one that is turned away
    public ToolServlet(MemoryStore store, Function<HttpServletRequest, ToolCaller> callers, HttpPolicy policy) {
        this.callers = callers;
        transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(Protocol.JSON)
                .mcpEndpoint(PATH)
                .maxRequestSize(Protocol.MESSAGE_BYTES_MAX)
                .sessionSweepInterval(IDLE_SWEEP)
                .contextExtractor(request -> McpTransportContext.create(Map.of(CALLER, callerOf(request))))
                .httpHeaderValidator(DefaultServerTransportSecurityValidator.builder()
                        .allowedOrigins(policy.origins())
                        .allowedHosts(policy.hosts())
                        .build())
                .build();
        server = new Protocol(new ToolRunner(store), exchange ->
                        (ToolCaller) exchange.transportContext().get(CALLER))
                .serve(McpServer.async(transport));
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
        } catch (Refusal e) {
            refuse(response, e);
            return;
        }
        transport.service(request, response);
    }

    private static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
        response.setStatus(refusal.kind().status());
        refusal.challenge().ifPresent(challenge -> response.setHeader("WWW-Authenticate", challenge));
        refusal.retryAfterMillis()
                .ifPresent(millis -> response.setHeader("Retry-After", String.valueOf((millis + 999) / 1_000)));
        response.setContentType("application/problem+json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter()
                .write(Json.write(Map.of(
                        "status", refusal.kind().status(),
                        "title",
                                refusal.kind()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' '),
                        "detail", String.valueOf(refusal.getMessage()))));
    }

    /// Ends all sessions; calls under way are finished.
    @Override
    public void destroy() {
        server.closeGracefully().block(GRACE);
        transport.destroy();
    }
}
