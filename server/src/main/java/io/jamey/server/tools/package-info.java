/// Memory as tools for agents, by the Model Context Protocol (MCP): over stdio and over streamable HTTP.
///
/// [io.jamey.server.tools.StdioTools] and [io.jamey.server.tools.ToolServlet] are the two doors. Behind both stand the
/// same tools: what they are called and say is in `ToolList`, what they do in `MemoryCalls`. The protocol itself is
/// the official SDK's.
@NullMarked
package io.jamey.server.tools;

import org.jspecify.annotations.NullMarked;
