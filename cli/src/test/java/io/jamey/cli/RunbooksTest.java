package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The runbooks name commands that jamey has.
class RunbooksTest {
    private static final Path FOLDER = Path.of("../ops/runbooks");
    private static final Pattern COMMAND = Pattern.compile("`jamey ([a-z][^`]*)`");

    @Test
    void commands_are_there_with_their_options() throws IOException {
        var commands = new ArrayList<String>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                COMMAND.matcher(Files.readString(file)).results().forEach(found -> commands.add(found.group(1)));
            }
        }
        assertThat(commands).hasSizeGreaterThan(3).allSatisfy(command -> {
            var shell = new Shell(Path.of("target"));
            List<String> words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
            String help = shell.run(words.getFirst(), "--help").out();
            assertThat(help).as(command).contains("Usage: jamey " + words.getFirst());
            assertThat(words.stream().filter(word -> word.startsWith("--")))
                    .as(command)
                    .allSatisfy(option -> assertThat(help).contains(option));
        });
    }
}
