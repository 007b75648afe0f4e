package io.jamey.cli.conversations;

import java.util.Set;
import java.util.UUID;

/// A question, and the turns that hold its answer.
///
/// @param category 1 multi-hop, 2 temporal, 3 open-domain, 4 single-hop, 5 adversarial
/// @param evidence ids of the memories of those turns; empty when the file names none that exists
public record Question(String text, int category, Set<UUID> evidence) {
    public Question {
        evidence = Set.copyOf(evidence);
    }
}
