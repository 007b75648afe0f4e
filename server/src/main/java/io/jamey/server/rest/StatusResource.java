package io.jamey.server.rest;

import io.jamey.MemoryStore;
import io.jamey.StoreStatus;
import io.jamey.server.access.Permission;
import io.jamey.server.http.Call;
import io.jamey.server.http.Reply;
import io.jamey.server.http.Route;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.IntSupplier;

/// `/v1/status`: what the store holds and what the server does, for those who run it.
final class StatusResource {
    private final MemoryStore store;
    private final IntSupplier inside;

    StatusResource(MemoryStore store, IntSupplier inside) {
        this.store = store;
        this.inside = inside;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/status", this::status));
    }

    private Reply status(Call call) {
        call.caller().requireEverywhere(Permission.READ);
        StoreStatus status = store.status();
        var held = new LinkedHashMap<String, Object>();
        held.put("backend", status.backend());
        held.put("memories", status.memories());
        held.put("namespaces", status.namespaces());
        status.dimension().ifPresent(dimension -> held.put("dimension", dimension));
        held.put("bytes_live", status.bytesLive());
        held.put("bytes_total", status.bytesTotal());
        held.put("details", status.details());
        var runtime = ManagementFactory.getRuntimeMXBean();
        var memory = Runtime.getRuntime();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("status", "ok");
        fields.put("uptime_seconds", runtime.getUptime() / 1000);
        fields.put("requests_in_flight", inside.getAsInt());
        fields.put("heap_bytes_used", memory.totalMemory() - memory.freeMemory());
        fields.put("heap_bytes_max", memory.maxMemory());
        fields.put("store", held);
        return Reply.json(200, fields);
    }
}
