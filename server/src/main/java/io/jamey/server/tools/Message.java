package io.jamey.server.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.json.Json;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a client sent as a message of JSON-RPC.
///
/// Read strictly, before the SDK sees it, which would put a question mark in place of what is not UTF-8.
sealed interface Message {
    Logger LOG = LoggerFactory.getLogger(Message.class);

    /// A message.
    record Whole(McpSchema.JSONRPCMessage message) implements Message {}

    /// No message.
    ///
    /// @param id of the request, where one could be made out
    /// @param why what to send instead
    record Broken(@Nullable Object id, int code, String why) implements Message {
        /// The error that a client is told, as one line of JSON.
        String answer() {
            var fields = new LinkedHashMap<String, @Nullable Object>();
            fields.put("jsonrpc", McpSchema.JSONRPC_VERSION);
            fields.put("id", id instanceof String || id instanceof Number ? id : null);
            fields.put("error", Map.of("code", code, "message", why));
            return Json.write(fields);
        }
    }

    static Message read(byte[] bytes) {
        String text;
        Object document;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            document = Json.read(bytes);
        } catch (CharacterCodingException e) {
            return new Broken(null, McpSchema.ErrorCodes.PARSE_ERROR, "the message is not UTF-8");
        } catch (IllegalArgumentException e) {
            return new Broken(null, McpSchema.ErrorCodes.PARSE_ERROR, String.valueOf(e.getMessage()));
        }
        Map<?, ?> fields = document instanceof Map<?, ?> object ? object : Map.of();
        Optional<String> wrong = wrongParameters(fields);
        if (wrong.isPresent()) {
            return new Broken(fields.get("id"), McpSchema.ErrorCodes.INVALID_PARAMS, wrong.get());
        }
        try {
            return new Whole(McpSchema.deserializeJsonRpcMessage(Protocol.JSON, text));
        } catch (IOException | RuntimeException e) {
            // Not what it says: that may quote the message, and so the content of memories.
            LOG.debug("not a message of JSON-RPC: {}", e.getClass().getName());
            return new Broken(
                    fields.get("id"),
                    McpSchema.ErrorCodes.INVALID_REQUEST,
                    "not a message of JSON-RPC 2.0: send one object at a time, no batch");
        }
    }

    /// The SDK leaves a request whose parameters have another form without an answer, over HTTP.
    private static Optional<String> wrongParameters(Map<?, ?> fields) {
        Object given = fields.get("params");
        if (given != null && !(given instanceof Map<?, ?>)) {
            return Optional.of("'params' must be an object");
        }
        if (!McpSchema.METHOD_TOOLS_CALL.equals(fields.get("method"))) {
            return Optional.empty();
        }
        Map<?, ?> parameters = given instanceof Map<?, ?> object ? object : Map.of();
        if (!(parameters.get("name") instanceof String)) {
            return Optional.of("'params' must have the 'name' of a tool: tools/list has them");
        }
        Object arguments = parameters.get("arguments");
        return arguments == null || arguments instanceof Map<?, ?>
                ? Optional.empty()
                : Optional.of("'arguments' must be an object");
    }
}
