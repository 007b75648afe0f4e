package io.jamey.server.leaks;

import java.util.ArrayList;
import java.util.List;

/// What one tenant asks of another's through the HTTP API: every operation, with every kind of name that it takes.
final class RestProbes {
    private static final String CANARY_FILTER = "{\"field\":\"metadata.project\",\"op\":\"eq\",\"value\":\"<canary>\"}";
    private static final String SESSION_FILTER = "{\"field\":\"session_id\",\"op\":\"eq\",\"value\":\"<session>\"}";
    private static final String IDS = "{\"ids\":[\"<id>\",\"<other>\"]}";
    private static final String MINE = "{\"content\":\"mine\"}";
    private static final String IN_BODY = "{\"namespace\":\"<namespace>\"";

    private RestProbes() {}

    static List<Probe> all() {
        var probes = new ArrayList<Probe>();
        probes.addAll(reading());
        probes.addAll(selecting());
        probes.addAll(writing());
        probes.addAll(sessions());
        probes.addAll(server());
        return probes;
    }

    private static List<Probe> reading() {
        return List.of(
                Probe.of("GET /v1/memories/<id>"),
                Probe.of("GET /v1/memories/<id>?include=embedding").with("If-None-Match", "\"1\""),
                Probe.of("GET /v1/memories"),
                Probe.of("GET /v1/memories?limit=1&cursor=<cursor>"),
                Probe.of("GET /v1/memories?limit=1&order=oldest&cursor=<cursor>"),
                Probe.of("GET /v1/memories?cursor=<session-cursor>"),
                Probe.of("GET /v1/memories?filter=" + escaped(CANARY_FILTER)),
                Probe.of("GET /v1/memories?filter=" + escaped(SESSION_FILTER)),
                Probe.of("GET /v1/export"),
                Probe.of("GET /v1/export?after=<id>"),
                Probe.of("GET /v1/export?all_namespaces=true"),
                Probe.of("GET /v1/export?all_namespaces=true&namespace=<namespace>&after=<id>"),
                Probe.of("GET /v1/export?filter=" + escaped(CANARY_FILTER)));
    }

    private static List<Probe> selecting() {
        return List.of(
                Probe.of("POST /v1/memories/batch-get", IDS),
                Probe.of("POST /v1/memories/batch-get", IN_BODY + ",\"ids\":[\"<id>\"]}"),
                Probe.of("POST /v1/memories/touch", IDS),
                Probe.of("POST /v1/memories/touch", IN_BODY + ",\"ids\":[\"<id>\"]}"),
                Probe.of("POST /v1/memories/touch", "{\"times\":{\"<id>\":\"2030-01-01T00:00:00Z\"}}"),
                Probe.of("POST /v1/memories/list", "{\"limit\":1,\"cursor\":\"<cursor>\"}"),
                Probe.of("POST /v1/memories/list", "{\"filter\":" + CANARY_FILTER + "}"),
                Probe.of("POST /v1/memories/list", IN_BODY + ",\"order\":\"sequence\"}"),
                Probe.of(
                        "POST /v1/memories/update-matching",
                        "{\"filter\":" + SESSION_FILTER + ",\"change\":{\"importance\":1}}"),
                Probe.of(
                        "POST /v1/memories/update-matching",
                        IN_BODY + ",\"filter\":{\"and\":[]},\"change\":{\"importance\":1}}"),
                Probe.of("POST /v1/memories/search", "{\"query\":\"tea <canary>\",\"limit\":100,\"explain\":true}"),
                Probe.of("POST /v1/memories/search", "{\"embedding\":[1,2,3],\"limit\":100,\"exact\":true}"),
                Probe.of("POST /v1/memories/search", "{\"query\":\"tea\",\"filter\":" + SESSION_FILTER + "}"),
                Probe.of("POST /v1/memories/search", IN_BODY + ",\"query\":\"tea\"}"),
                Probe.of("POST /v1/memories/count", "{}"),
                Probe.of("POST /v1/memories/count", "{\"filter\":" + CANARY_FILTER + "}"),
                Probe.of("POST /v1/memories/count", IN_BODY + "}"),
                Probe.of("POST /v1/memories/batch-delete", IDS),
                Probe.of("POST /v1/memories/batch-delete", IN_BODY + ",\"ids\":[\"<id>\"]}"),
                Probe.of("POST /v1/memories/delete-matching", "{\"filter\":" + CANARY_FILTER + "}"),
                Probe.of("POST /v1/memories/delete-matching", "{\"filter\":" + SESSION_FILTER + "}"),
                Probe.of("POST /v1/memories/delete-matching", IN_BODY + ",\"filter\":{\"and\":[]}}"));
    }

    private static List<Probe> writing() {
        return List.of(
                Probe.of("PATCH /v1/memories/<id>", "{\"importance\":1}"),
                Probe.of("PATCH /v1/memories/<id>", "{\"content\":\"mine\"}").with("If-Match", "\"1\""),
                Probe.of("DELETE /v1/memories/<id>"),
                Probe.of("DELETE /v1/memories/<id>").with("If-Match", "\"1\""),
                Probe.of("PUT /v1/memories/<id>", MINE).with("If-Match", "\"1\""),
                Probe.of("PUT /v1/memories/<id>", MINE).with("If-None-Match", "*"),
                Probe.of("PUT /v1/memories/<id>", MINE),
                Probe.of("DELETE /v1/memories/<id>"),
                Probe.of("POST /v1/memories", "{\"id\":\"<id>\",\"content\":\"mine\"}"),
                Probe.of("POST /v1/memories", "{\"memories\":[{\"id\":\"<other>\",\"content\":\"mine\"}]}"),
                Probe.of("POST /v1/memories", IN_BODY + ",\"content\":\"mine\"}"),
                Probe.of("POST /v1/memories", "{\"memories\":[" + IN_BODY + ",\"content\":\"mine\"}]}"),
                Probe.of("POST /v1/memories", "{\"session_id\":\"<session>\",\"content\":\"mine\"}"),
                Probe.of("POST /v1/memories", MINE).with("Idempotency-Key", "<idempotency-key>"),
                Probe.of("POST /v1/import", MINE).lines().with("Idempotency-Key", "<idempotency-key>"),
                Probe.of("POST /v1/import", "{\"id\":\"<id>\",\"content\":\"mine\"}")
                        .lines(),
                Probe.of("POST /v1/import", MINE + "\n" + IN_BODY + ",\"content\":\"mine\"}")
                        .lines());
    }

    private static List<Probe> sessions() {
        return List.of(
                Probe.of("POST /v1/sessions", "{}"),
                Probe.of("POST /v1/sessions", IN_BODY + "}"),
                Probe.of("GET /v1/sessions"),
                Probe.of("GET /v1/sessions/<session>/export"),
                Probe.of("POST /v1/sessions/<session>/promote", "{}"),
                Probe.of("POST /v1/sessions/<session>/promote", IDS),
                Probe.of("DELETE /v1/sessions/<session>"),
                Probe.of("GET /v1/sessions/<session>"),
                Probe.of("GET /v1/sessions/<session>/memories"),
                Probe.of("GET /v1/sessions/<session>/memories?limit=1&cursor=<session-cursor>"),
                Probe.of("POST /v1/sessions/<session>/memories", MINE),
                Probe.of("POST /v1/sessions/<session>/memories", IN_BODY + ",\"content\":\"mine\"}"),
                Probe.of("POST /v1/sessions/<session>/messages", MINE).with("Idempotency-Key", "<idempotency-key>"),
                Probe.of("GET /v1/sessions/<session>/memories"),
                Probe.of("POST /v1/sessions/<session>/promote", "{\"filter\":" + CANARY_FILTER + "}"));
    }

    private static List<Probe> server() {
        return List.of(
                Probe.of("GET /v1/namespaces"),
                Probe.of("GET /v1/namespaces?names_only=true"),
                Probe.of("DELETE /v1/namespaces/<namespace>"),
                Probe.of("GET /v1/status"),
                Probe.of("GET /v1/live"),
                Probe.of("GET /v1/live?window=3600"),
                Probe.of("GET /v1/slow"),
                Probe.of("GET /v1/alerts"),
                Probe.of("GET /runbooks"),
                Probe.of("GET /runbooks/memory-high"),
                Probe.of("GET /runbooks/<namespace>"),
                Probe.of("GET /livez"),
                Probe.of("GET /readyz"),
                Probe.of("GET /docs"),
                Probe.of("GET /problems"),
                Probe.of("GET /openapi.yaml"),
                Probe.of("GET /openapi.json"));
    }

    private static String escaped(String filter) {
        return filter.replace("{", "%7B").replace("}", "%7D").replace("\"", "%22");
    }
}
