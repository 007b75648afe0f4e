package io.jamey.server.leaks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One of many who share a server: its key, what it has there, and what nobody else may ever see of it.
///
/// @param canary in all its contents, metadata, actors and names, and in nothing of anybody else
/// @param ids of its memories; the first two are those that others ask for
/// @param session of two memories, by a name that others ask for
/// @param cursor of its list of memories
/// @param sessionCursor of the list of that session's memories
/// @param protocolSession of the tools
record Tenant(
        String namespace,
        String canary,
        String key,
        List<String> ids,
        String session,
        String cursor,
        String sessionCursor,
        String protocolSession) {
    static String namespaceOf(String canary) {
        return "tenant-" + canary;
    }

    static String idempotencyKeyOf(String canary) {
        return "once-" + canary;
    }

    /// What probes may name of a tenant, by the mark that stands for it; those that contain others first.
    Map<String, String> named() {
        var named = new LinkedHashMap<String, String>();
        named.put("<cursor>", cursor);
        named.put("<session-cursor>", sessionCursor);
        named.put("<protocol-session>", protocolSession);
        named.put("<namespace>", namespace);
        named.put("<idempotency-key>", idempotencyKeyOf(canary));
        named.put("<session>", session);
        named.put("<id>", ids.get(0));
        named.put("<other>", ids.get(1));
        named.put("<canary>", canary);
        return named;
    }

    String fill(String template) {
        String filled = template;
        for (var each : named().entrySet()) {
            filled = filled.replace(each.getKey(), each.getValue());
        }
        return filled;
    }

    /// What others may not even meet by chance: what probes never name.
    List<String> secrets() {
        return List.of(canary, ids.get(2), ids.get(3), ids.get(4));
    }
}
