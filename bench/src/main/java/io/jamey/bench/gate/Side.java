package io.jamey.bench.gate;

import java.util.List;

/// A program that was measured.
///
/// @param name as people call it: of a baseline, a git reference, or "working copy"
/// @param code hash of its jars
/// @param java version of its JVM
public record Side(String name, String code, String java, List<String> jvmFlags) {
    public Side {
        jvmFlags = List.copyOf(jvmFlags);
    }
}
