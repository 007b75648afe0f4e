package io.jamey.metrics;

import io.jamey.SearchPlan;
import io.jamey.performance.Operation;
import io.jamey.performance.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An operation that took longer than its budget: what it was and how it was done, not what it was about.
///
/// @param ended when it did
/// @param memories that it gave or changed
/// @param plan how a search was done, where that is known
/// @param trace by which the log names the request it was part of, if it was part of one
public record SlowOperation(
        Instant ended,
        Operation operation,
        Outcome outcome,
        Duration took,
        Duration budget,
        long memories,
        Optional<SearchPlan> plan,
        Optional<String> trace) {}
