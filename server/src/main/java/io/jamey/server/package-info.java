/// Serves a [io.jamey.MemoryStore] to other processes: over HTTP, and to agents as tools (MCP).
@NullMarked
package io.jamey.server;

import org.jspecify.annotations.NullMarked;
