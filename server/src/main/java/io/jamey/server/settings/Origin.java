package io.jamey.server.settings;

import java.nio.file.Path;

/// Where the value of a setting comes from; later ones are stronger.
public sealed interface Origin {
    /// Nobody said anything.
    record Default() implements Origin {}

    /// A line of the file.
    record Line(Path file, int number) implements Origin {}

    /// An environment variable.
    record Variable(String name) implements Origin {}

    /// A flag on the command line.
    record Flag(String name) implements Origin {}

    /// For people: where to go and change it.
    default String written() {
        return switch (this) {
            case Default() -> "default";
            case Line(var file, var number) -> file + ":" + number;
            case Variable(var name) -> "$" + name;
            case Flag(var name) -> name;
        };
    }

    /// Which of two wins: the larger.
    default int strength() {
        return switch (this) {
            case Default() -> 0;
            case Line _ -> 1;
            case Variable _ -> 2;
            case Flag _ -> 3;
        };
    }
}
