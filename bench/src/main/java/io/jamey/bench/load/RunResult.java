package io.jamey.bench.load;

import java.util.List;
import java.util.Optional;

/// What one run found.
///
/// @param seconds that were measured
/// @param actions figures of each action that was asked for
/// @param all figures of all together
/// @param generator in open loops
/// @param memories in the store: when the run began, and when it ended
public record RunResult(
        Load load,
        double seconds,
        List<ActionFigures> actions,
        ActionFigures all,
        List<Moment> moments,
        Optional<Generator> generator,
        Memories memories,
        Verdict verdict) {
    /// How many memories the store held.
    public record Memories(long before, long after) {}

    public RunResult {
        actions = List.copyOf(actions);
        moments = List.copyOf(moments);
    }
}
