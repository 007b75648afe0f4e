package io.jamey.embedded;

import java.util.List;

/// What checking a store found.
///
/// @param memories looked at
/// @param problems in words, naming namespace and memory; at most [#PROBLEMS], the rest is only counted
/// @param problemsFound how many there were
public record Verification(long memories, List<String> problems, long problemsFound) {
    /// Problems told in words.
    public static final int PROBLEMS = 100;

    public Verification {
        problems = List.copyOf(problems);
    }

    /// Whether everything agrees.
    public boolean isSound() {
        return problemsFound == 0;
    }
}
