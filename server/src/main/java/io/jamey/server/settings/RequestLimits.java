package io.jamey.server.settings;

import io.jamey.server.access.Rate;
import java.time.Duration;
import java.util.Optional;

/// What one request, and all requests together, may take.
///
/// @param bodyBytes of a request's body
/// @param headerBytes of a request's line and headers together
/// @param inFlight requests that are worked on at once; more are told to come again
/// @param requestTimeout for a request's body to arrive
/// @param idleTimeout of a connection on which nothing moves
/// @param page memories on one page or in one answer, at most what the store allows
/// @param rate of each key; absent for no limit
public record RequestLimits(
        int bodyBytes,
        int headerBytes,
        int inFlight,
        Duration requestTimeout,
        Duration idleTimeout,
        int page,
        Optional<Rate> rate) {}
