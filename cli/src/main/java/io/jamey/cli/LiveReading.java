package io.jamey.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a server said of itself at one time.
///
/// @param live the answer of `/v1/live`
/// @param alerts that of `/v1/alerts`, from a server that has it
/// @param status that of `/v1/status`, from a server that has it
record LiveReading(LiveFields live, Optional<LiveFields> alerts, Optional<LiveFields> status) {
    /// All of it, as it came.
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("live", live.values());
        alerts.ifPresent(said -> fields.put("alerts", said.values()));
        status.ifPresent(said -> fields.put("status", said.values()));
        return fields;
    }
}
