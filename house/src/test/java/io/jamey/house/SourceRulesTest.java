package io.jamey.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every source file keeps to. Each rule names the places that break it.
class SourceRulesTest {
    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 70;

    private static final Pattern BANNED_NAME = Pattern.compile(
            "(Abstract[A-Z]\\w*|I[A-Z][a-z]\\w*Interface|\\w*(Impl|Utils?|Helpers?|(?<!^Session)Manager|Common|Base))\\.java");
    /// Written in halves, so that this file does not break its own rule.
    private static final Pattern UNFINISHED =
            Pattern.compile("TO" + "DO|FIX" + "ME|XX" + "X|Unsupported" + "OperationException|@Dis" + "abled");
    private static final Pattern PRINTS = Pattern.compile("System\\.(out|err)|printStackTrace");
    private static final Pattern COMMENTED_CODE = Pattern.compile("^\\s*//(?!/).*[;{}]\\s*$");
    private static final Pattern METHOD_START = Pattern.compile("^ {4}(?! )[^/*@}].*\\{$");
    private static final Pattern FRAMEWORK =
            Pattern.compile("^import (lombok|jakarta|javax\\.inject|org\\.springframework)\\.");

    private final Repository repository = Repository.here();

    @Test
    void files_are_short_enough_to_follow() {
        assertThat(repository.javaFiles().stream()
                        .filter(file -> Repository.lines(file).size() > FILE_LINES_MAX)
                        .map(repository::relative))
                .as("files over %d lines", FILE_LINES_MAX)
                .isEmpty();
    }

    @Test
    void methods_fit_on_a_screen() {
        var long_ = new ArrayList<String>();
        for (Path file : repository.javaFiles()) {
            List<String> lines = Repository.lines(file);
            for (int start = 0; start < lines.size(); start++) {
                if (METHOD_START.matcher(lines.get(start)).matches() && !isType(lines.get(start))) {
                    int end = start;
                    while (end < lines.size() && !lines.get(end).equals("    }")) {
                        end++;
                    }
                    if (end - start > METHOD_LINES_MAX) {
                        long_.add(repository.relative(file) + ":" + (start + 1));
                    }
                }
            }
        }
        assertThat(long_).as("methods over %d lines", METHOD_LINES_MAX).isEmpty();
    }

    private static boolean isType(String line) {
        return Pattern.compile("\\b(class|interface|enum|record)\\b")
                .matcher(line)
                .find();
    }

    @Test
    void names_say_what_a_class_is() {
        assertThat(repository.javaFiles().stream()
                        .filter(file -> BANNED_NAME
                                .matcher(file.getFileName().toString())
                                .matches())
                        .map(repository::relative))
                .as("names that say little")
                .isEmpty();
    }

    @Test
    void nothing_is_left_unfinished() {
        assertThat(places(repository.javaFiles(), UNFINISHED)).isEmpty();
    }

    @Test
    void libraries_do_not_print() {
        assertThat(places(
                        repository.mainJavaFiles().stream()
                                .filter(file -> !repository.relative(file).startsWith("cli/"))
                                .toList(),
                        PRINTS))
                .isEmpty();
    }

    @Test
    void code_is_deleted_not_commented_out() {
        assertThat(places(repository.javaFiles(), COMMENTED_CODE)).isEmpty();
    }

    @Test
    void core_knows_no_framework() {
        assertThat(places(
                        repository.mainJavaFiles().stream()
                                .filter(file -> repository.relative(file).startsWith("core/"))
                                .toList(),
                        FRAMEWORK))
                .isEmpty();
    }

    @Test
    void the_root_stays_short() {
        assertThat(Stream.of(repository.root().toFile().list())
                        .filter(name -> !name.equals(".git") && !name.equals("target"))
                        .filter(name -> !Files.isDirectory(repository.root().resolve(name))))
                .containsExactlyInAnyOrder(
                        ".gitignore",
                        "ARCHITECTURE.md",
                        "CHANGELOG.md",
                        "CONTRIBUTING.md",
                        "LICENSE",
                        "README.md",
                        "SECURITY.md",
                        "jamey",
                        "mvnw",
                        "pom.xml");
    }

    @Test
    void nothing_large_is_committed() {
        assertThat(repository.files().stream()
                        .filter(file -> file.toFile().length() > 256 << 10)
                        .map(repository::relative))
                .as("files over 256 KB")
                .isEmpty();
    }

    private List<String> places(List<Path> files, Pattern pattern) {
        var found = new ArrayList<String>();
        for (Path file : files) {
            List<String> lines = Repository.lines(file);
            IntStream.range(0, lines.size())
                    .filter(i -> pattern.matcher(lines.get(i)).find())
                    .forEach(i -> found.add(repository.relative(file) + ":" + (i + 1) + ": "
                            + lines.get(i).strip()));
        }
        return found;
    }
}
