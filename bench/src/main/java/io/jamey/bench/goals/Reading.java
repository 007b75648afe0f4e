package io.jamey.bench.goals;

/// A figure that was measured.
///
/// @param note what else people should know about it: its spread, what was measured beside it
public record Reading(double value, String note) {
    static Reading of(double value) {
        return new Reading(value, "");
    }

    static Reading holds(boolean holds, String note) {
        return new Reading(holds ? 1 : 0, note);
    }
}
