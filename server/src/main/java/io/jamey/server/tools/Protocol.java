package io.jamey.server.tools;

import io.jamey.server.tools.Tool.Effect;
import io.jamey.server.tools.ToolRunner.Answer;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntSupplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The tools as the SDK takes them, whatever the transport.
final class Protocol {
    /// Bytes of one message: room for many memories, not for any number.
    static final int MESSAGE_BYTES_MAX = 16 << 20;

    private static final int DEPTH_MAX = 64;
    private static final int ANSWERED = 200;

    /// Refuses a name that is given twice, which would hide one of the two.
    static final McpJsonMapper JSON = new JacksonMcpJsonMapper(JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxStringLength(MESSAGE_BYTES_MAX)
                            .build())
                    .build())
            .addModule(new SimpleModule().addSerializer(new ErrorWriter()))
            .build());

    /// Arguments are checked by [Arguments], which knows better words; answers are made here, and held to their schemas
    /// by tests instead of at each call.
    private static final JsonSchemaValidator TRUSTING =
            (schema, content) -> JsonSchemaValidator.ValidationResponse.asValid(null);

    private final ToolRunner runner;
    private final Function<McpAsyncServerExchange, ToolCaller> callers;
    private final CallTracing tracing;
    private final Scheduler virtualThreads =
            Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(), "jamey-tools");

    /// What goes on around a call of a tool.
    @FunctionalInterface
    interface CallTracing {
        /// Has the work on a call done, as [RequestTracing#around] does.
        ///
        /// @param meta what the call says of itself under a name, such as `traceparent`
        void around(
                McpAsyncServerExchange exchange,
                String tool,
                Function<String, Optional<String>> meta,
                IntSupplier work);
    }

    /// @param callers who calls, told from what the transport knows of the request
    Protocol(ToolRunner runner, Function<McpAsyncServerExchange, ToolCaller> callers, CallTracing tracing) {
        this.runner = runner;
        this.callers = callers;
        this.tracing = tracing;
    }

    /// Puts the tools behind a transport.
    McpAsyncServer serve(McpServer.AsyncSpecification<?> transport) {
        String version = Optional.ofNullable(Protocol.class.getPackage().getImplementationVersion())
                .orElse("development");
        return transport
                .serverInfo("jamey", version)
                .instructions(ToolList.INSTRUCTIONS)
                .capabilities(
                        McpSchema.ServerCapabilities.builder().tools(false).build())
                .jsonMapper(JSON)
                .jsonSchemaValidator(TRUSTING)
                .validateToolInputs(false)
                .tools(ToolList.ALL.stream().map(this::specification).toList())
                .build();
    }

    private AsyncToolSpecification specification(Tool tool) {
        return AsyncToolSpecification.builder()
                .tool(described(tool))
                .callHandler((exchange, request) -> Mono.<CallToolResult>create(
                                answer -> call(tool, exchange, request, answer))
                        .subscribeOn(virtualThreads))
                .build();
    }

    private static McpSchema.Tool described(Tool tool) {
        return McpSchema.Tool.builder(tool.name(), tool.input())
                .title(tool.title())
                .description(tool.description())
                .outputSchema(tool.output())
                .annotations(McpSchema.ToolAnnotations.builder()
                        .title(tool.title())
                        .readOnlyHint(tool.effect() == Effect.READS)
                        .destructiveHint(tool.effect() == Effect.CHANGES || tool.effect() == Effect.DELETES)
                        .idempotentHint(tool.effect() != Effect.ADDS)
                        .openWorldHint(false)
                        .build())
                .build();
    }

    /// Whatever comes of a call, it is answered.
    private void call(
            Tool tool,
            McpAsyncServerExchange exchange,
            McpSchema.CallToolRequest request,
            MonoSink<CallToolResult> answer) {
        tracing.around(exchange, tool.name(), name -> meta(request, name), () -> {
            answer.success(result(run(tool, exchange, request)));
            return ANSWERED;
        });
    }

    private static CallToolResult result(Answer answer) {
        var result = CallToolResult.builder(
                List.of(McpSchema.TextContent.builder(answer.text()).build()));
        return switch (answer) {
            case Answer.Done(var _, var fields) ->
                result.structuredContent(fields).isError(false).build();
            case Answer.Failed _ -> result.isError(true).build();
        };
    }

    private Answer run(Tool tool, McpAsyncServerExchange exchange, McpSchema.CallToolRequest request) {
        Map<String, Object> arguments = Optional.ofNullable(request.arguments()).orElse(Map.of());
        return runner.run(tool, callers.apply(exchange), client(exchange), json(arguments));
    }

    private static String json(Map<String, Object> arguments) {
        try {
            return JSON.writeValueAsString(arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> meta(McpSchema.CallToolRequest request, String name) {
        return Optional.ofNullable(request.meta())
                .map(meta -> meta.get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /// What the agent's client calls itself: shown to people, trusted for nothing.
    private static String client(McpAsyncServerExchange exchange) {
        return Optional.ofNullable(exchange.getClientInfo())
                .map(info -> info.name() + " " + info.version())
                .map(name -> name.substring(0, Math.min(name.length(), CLIENT_CHARS_MAX)))
                .map(name -> name.replaceAll("[\\p{Cntrl}\\p{Cs}]", " "))
                .orElse("unknown");
    }

    private static final int CLIENT_CHARS_MAX = 200;

    /// What the SDK says of a request it cannot take: as an answer of the protocol, not as an exception of
    /// Java with its stack trace.
    private static final class ErrorWriter extends StdSerializer<McpError> {
        ErrorWriter() {
            super(McpError.class);
        }

        @Override
        public void serialize(McpError error, JsonGenerator out, SerializationContext context) {
            var inside = Optional.ofNullable(error.getJsonRpcError());
            out.writeStartObject();
            out.writeStringProperty("jsonrpc", McpSchema.JSONRPC_VERSION);
            out.writeNullProperty("id");
            out.writeObjectPropertyStart("error");
            out.writeNumberProperty("code", inside.map(JSONRPCError::code).orElse(McpSchema.ErrorCodes.INTERNAL_ERROR));
            out.writeStringProperty("message", String.valueOf(error.getMessage()));
            out.writeEndObject();
            out.writeEndObject();
        }
    }
}
