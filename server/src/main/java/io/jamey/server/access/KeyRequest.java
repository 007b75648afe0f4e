package io.jamey.server.access;

import java.time.Instant;
import java.util.Optional;

/// A key that somebody wants.
///
/// @param expires absent for a key that opens until it is revoked
public record KeyRequest(String name, Scope scope, Permission permission, Optional<Instant> expires) {}
