package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keeps docs/cli.md true.
class DocumentationTest {
    private static final Path PAGE = Path.of("..", "docs", "cli.md");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    @TempDir
    private Path home;

    static List<String> words(String line) {
        var words = new ArrayList<String>();
        var found = WORD.matcher(line);
        while (found.find()) {
            words.add(
                    found.group(1) != null ? found.group(1) : found.group(2) != null ? found.group(2) : found.group(3));
        }
        return words;
    }

    @Test
    void theFirstRoundWorksAsPrinted() throws IOException {
        String page = Files.readString(PAGE);
        String round = page.substring(page.indexOf("```sh", page.indexOf("## A first round")));
        var shell = new Shell(home);
        int commands = 0;
        for (String line : round.lines()
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .filter(line -> line.startsWith("jamey "))
                .toList()) {
            List<String> args = words(line.substring("jamey ".length())).stream()
                    .map(word -> word.matches("[a-z]+\\.(ndjson|db)")
                            ? home.resolve(word).toString()
                            : word)
                    .toList();
            assertThat(shell.run(args.toArray(String[]::new)))
                    .as(line)
                    .satisfies(result -> assertThat(result.err()).isEmpty())
                    .satisfies(result -> assertThat(result.code()).isZero());
            commands++;
        }
        assertThat(commands).isGreaterThan(8);
        assertThat(shell.ok("list")).contains("green tea").doesNotContain("kettle");
    }

    @Test
    void everyCommandAndExitCodeIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        new Shell(home)
                .ok("--help")
                .lines()
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.matches("  [a-z].*"))
                .forEach(line -> assertThat(page).contains("`" + line.strip().replaceFirst("[ ,].*", "")));
        for (int code : List.of(
                ExitCode.OK,
                ExitCode.NOT_SO,
                ExitCode.BAD_INPUT,
                ExitCode.UNAVAILABLE,
                ExitCode.CORRUPT,
                ExitCode.FULL,
                ExitCode.CONFLICT,
                ExitCode.BUG)) {
            assertThat(page).contains("\n| " + code + " | ");
        }
    }
}
