package io.jamey.bench.pairs;

import io.jamey.bench.code.Program;
import io.jamey.bench.gate.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program that can be started to be measured.
///
/// @param entry the main class and its arguments that make it a [Worker]
public record Contestant(Side side, Program program, List<String> entry) {
    public Contestant {
        entry = List.copyOf(entry);
    }

    List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(side.jvmFlags());
        // Compiled where it is called, not some time later: so that both sides compile the same things in the same
        // order, and none while it is measured.
        command.add("-XX:-BackgroundCompilation");
        command.add("-cp");
        command.add(program.asArgument());
        command.addAll(entry);
        return command;
    }
}
