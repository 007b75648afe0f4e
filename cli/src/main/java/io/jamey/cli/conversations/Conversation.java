package io.jamey.cli.conversations;

import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.util.List;

/// What two people said to each other over months, and questions about it.
///
/// @param namespace the conversation's own: its `sample_id`
public record Conversation(Namespace namespace, List<Turn> turns, List<Question> questions) {
    public Conversation {
        turns = List.copyOf(turns);
        questions = List.copyOf(questions);
    }

    /// One memory per turn, in order.
    public List<NewMemory> memories() {
        return turns.stream().map(turn -> turn.memory(namespace)).toList();
    }
}
