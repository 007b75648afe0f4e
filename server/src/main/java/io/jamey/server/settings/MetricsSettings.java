package io.jamey.server.settings;

import java.util.OptionalInt;

/// Where Prometheus finds the metrics.
///
/// @param host to listen on: a name or an address
/// @param port 0 for any that is free; absent for nowhere
/// @param required whether somebody said so: then a server does not start without
public record MetricsSettings(String host, OptionalInt port, boolean required) {}
