package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    private Path home;

    @Test
    void theDemoAnswersBothUsersFromTheirOwnMemories() {
        String printed = new Shell(home).ok("demo");

        assertThat(printed)
                .contains("maya.lindqvist  178 turns", "maya.lindquist  179 turns", "357 memories stored")
                .contains("closeness", "words +", "recency", "importance", "session +")
                .contains("6 questions");
        String otto = printed.substring(printed.indexOf("What is the matter with Otto"));
        assertThat(otto.substring(otto.indexOf("maya.lindquist "), otto.indexOf("Which country")))
                .doesNotContain("Assistant:");
    }

    @Test
    void itFitsANarrowTerminalWithAndWithoutColour() {
        for (boolean colour : new boolean[] {true, false}) {
            String printed = new Shell(home)
                    .on(new Terminal(false, true, false, 80, 24, colour, true))
                    .ok("demo");

            assertThat(printed.contains("\033[")).isEqualTo(colour);
            assertThat(printed.lines().takeWhile(line -> !line.contains("Try next")))
                    .filteredOn(line -> !line.contains(home.toString()))
                    .allSatisfy(line -> assertThat(DisplayText.width(line.replaceAll("\033\\[[0-9;]*m", "")))
                            .isLessThanOrEqualTo(80));
        }
    }

    @Test
    void whatItSuggestsWorksOnTheStoreItMade() {
        var shell = new Shell(home);
        String printed = shell.ok("demo");
        var exported = Pattern.compile("export (\\w+)=(\\S+)").matcher(printed);
        while (exported.find()) {
            shell.with(exported.group(1), exported.group(2));
        }

        var commands = Pattern.compile("(?m)^ {2}jamey (.*)$").matcher(printed);
        int tried = 0;
        while (commands.find()) {
            shell.ok(DocumentationTest.words(commands.group(1)).toArray(String[]::new));
            tried++;
        }
        assertThat(tried).isEqualTo(4);
    }
}
