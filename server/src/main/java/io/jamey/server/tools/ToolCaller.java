package io.jamey.server.tools;

import io.jamey.Namespace;
import io.jamey.server.access.Caller;

/// On whose behalf tools are called, and in which namespace: settled by configuration or by a key, never by the model.
public record ToolCaller(Caller caller, Namespace namespace) {}
