package io.jamey.server.leaks;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What one tenant asks of another's through the tools for agents: every tool, with every kind of name that it takes,
/// in a session of its own and in the other's.
final class ToolProbes {
    private static final String CANARY_FILTER =
            "{\"filter\":{\"field\":\"metadata.project\",\"op\":\"eq\",\"value\":\"<canary>\"}}";
    private static final String IN_NAMESPACE = "{\"namespace\":\"<namespace>\"}";
    private static final String ID = "{\"id\":\"<id>\"}";

    /// Arguments by tool.
    static final Map<String, List<String>> ARGUMENTS = Map.of(
            "get_memory",
            List.of(ID),
            "search_memories",
            List.of(
                    "{\"query\":\"tea <canary>\",\"limit\":100,\"explain\":true}",
                    "{\"query\":\"tea\",\"filter\":{\"field\":\"session_id\",\"op\":\"eq\",\"value\":\"<session>\"}}"),
            "list_memories",
            List.of("{}", "{\"cursor\":\"<cursor>\"}", CANARY_FILTER),
            "update_memory",
            List.of(
                    "{\"id\":\"<id>\",\"importance\":1}",
                    "{\"id\":\"<id>\",\"content\":\"mine\",\"version\":1}",
                    "{\"id\":\"<id>\",\"metadata\":{}}"),
            "delete_memory",
            List.of(ID),
            "delete_memories",
            List.of("{\"ids\":[\"<id>\",\"<other>\"]}", CANARY_FILTER),
            "add_memory",
            List.of("{\"content\":\"mine\",\"id\":\"<other>\"}", "{\"content\":\"mine\",\"session_id\":\"<session>\"}"),
            "add_memories",
            List.of("{\"memories\":[{\"content\":\"mine\",\"id\":\"<other>\"}]}"),
            "memory_stats",
            List.of("{}"));

    private ToolProbes() {}

    /// @param session of the protocol, opened by who asks
    static List<Probe> all(String session) {
        Stream<Probe> calls = ARGUMENTS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> each.getValue().stream()
                        .flatMap(arguments -> Stream.of(
                                call(each.getKey(), arguments, "/mcp", session),
                                call(each.getKey(), arguments, "/mcp", "<protocol-session>"),
                                call(each.getKey(), arguments, "/mcp?namespace=<namespace>", session),
                                call(each.getKey(), IN_NAMESPACE, "/mcp", session))));
        Stream<Probe> sessions = Stream.of(
                new Probe(
                        "GET",
                        "/mcp",
                        "",
                        "",
                        List.of(
                                "Accept",
                                "text/event-stream",
                                "Mcp-Session-Id",
                                "<protocol-session>",
                                "Last-Event-ID",
                                "<id>")),
                new Probe("DELETE", "/mcp", "", "", List.of("Mcp-Session-Id", "<protocol-session>")));
        return Stream.concat(calls, sessions).toList();
    }

    private static Probe call(String tool, String arguments, String path, String session) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
        return Probe.of("POST " + path, body)
                .with("Accept", "application/json, text/event-stream", "Mcp-Session-Id", session);
    }
}
