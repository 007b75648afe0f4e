package io.jamey.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// What Redis says of itself.
///
/// @param life changes whenever what the server holds may be older than what it held before: it was started anew,
///     or a replica took over
/// @param bytesMax 0 if it has no limit
record ServerInfo(String version, String life, long keys, long bytes, long bytesMax, long evictions) {
    private static final int LIFE_BYTES = 8;

    /// @param info the answer to `INFO`: lines of `name:value` and headings
    static ServerInfo parse(String info) {
        var values = new HashMap<String, String>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1));
            }
        });
        byte[] life = (values.get("run_id") + values.get("master_replid")).getBytes(UTF_8);
        long keys = values.entrySet().stream()
                .filter(entry -> entry.getKey().matches("db\\d+"))
                .mapToLong(entry -> Long.parseLong(entry.getValue().replaceFirst("keys=(\\d+).*", "$1")))
                .sum();
        return new ServerInfo(
                values.getOrDefault("redis_version", "unknown"),
                HexFormat.of().formatHex(Digest.of(life), 0, LIFE_BYTES),
                keys,
                number(values, "used_memory"),
                number(values, "maxmemory"),
                number(values, "evicted_keys"));
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(values.getOrDefault(name, "0"));
    }
}
