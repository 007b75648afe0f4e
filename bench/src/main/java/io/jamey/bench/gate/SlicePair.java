package io.jamey.bench.gate;

/// Two slices, one after the other, of the same calls with the same inputs.
///
/// @param candidateFirst whether the candidate's turn was the first: chance decides
public record SlicePair(boolean candidateFirst, SliceFigures base, SliceFigures candidate) {
    public SlicePair {
        if (base.calls() != candidate.calls()) {
            throw new IllegalArgumentException(
                    "both sides make the same calls, not " + base.calls() + " and " + candidate.calls());
        }
    }
}
