package io.jamey.server.tools;

import io.jamey.Memory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a memory came from, written into its metadata by the server when a model adds it: `provenance` with `via`,
/// `client` and `key`. A model can neither forge nor change it, and a person can filter by it:
/// `metadata.provenance.client`.
///
/// @param client what the agent's client says it is
/// @param key the name of the key it came with
record Provenance(String client, String key) {
    private static final String NAME = "provenance";

    /// A memory to be added, with where it comes from.
    Arguments signed(Arguments memory) {
        Map<String, @Nullable Object> metadata = metadata(memory);
        metadata.put(NAME, Map.of("via", "mcp", "client", client, "key", key));
        return memory.with("metadata", metadata);
    }

    /// A change that replaces all metadata, but for where the memory came from.
    static Arguments kept(Memory memory, Arguments change) {
        Map<String, @Nullable Object> metadata = metadata(change);
        memory.metadata().at(List.of(NAME)).ifPresent(value -> metadata.put(NAME, value.toJava()));
        return change.with("metadata", metadata);
    }

    private static Map<String, @Nullable Object> metadata(Arguments arguments) {
        if (!arguments.has("metadata")) {
            return new LinkedHashMap<>();
        }
        Map<String, @Nullable Object> metadata =
                Arguments.object("metadata", arguments.given().get("metadata"));
        if (metadata.containsKey(NAME)) {
            throw new IllegalArgumentException("leave out metadata.provenance: it is written by the server");
        }
        return metadata;
    }
}
