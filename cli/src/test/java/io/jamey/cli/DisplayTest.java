package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DisplayTest {
    private static final Terminal PLAIN = new Terminal(false, true, false, 80, 24, false, false);
    private final DisplayText text = new DisplayText(new Terminal(false, true, false, 80, 24, false, true));

    private static String printed(Table table, Terminal terminal) {
        var out = new ByteArrayOutputStream();
        table.print(new Surroundings(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err,
                terminal,
                Map.of(),
                Path.of("."),
                Path.of("."),
                "jamey"));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void widthIsCountedInColumns() {
        assertThat(DisplayText.width("tea")).isEqualTo(3);
        assertThat(DisplayText.width("茶🍵")).isEqualTo(4);
        assertThat(DisplayText.width("e\u0301")).isEqualTo(1);
    }

    @Test
    void whatDoesNotFitIsCutWithASignThatItWas() {
        assertThat(text.fit("green tea", 9)).isEqualTo("green tea");
        assertThat(text.fit("green tea", 8)).isEqualTo("green t…");
        assertThat(text.fit("茶茶茶", 4)).isEqualTo("茶…");
        assertThat(new DisplayText(PLAIN).fit("green tea", 8)).isEqualTo("green...");
    }

    @Test
    void linesBreakBetweenWords() {
        assertThat(text.wrap("green tea and coffee", 10, 3)).containsExactly("green tea", "and coffee");
        assertThat(text.wrap("green tea and coffee", 10, 1)).containsExactly("green tea…");
        assertThat(text.wrap("incomprehensible", 6, 3)).containsExactly("incomp", "rehens", "ible");
        assertThat(text.wrap("", 10, 3)).containsExactly("");
    }

    @Test
    void aTableFitsTheTerminal() {
        var table = new Table().column("id").number("n").spared("type").flexible("memory");
        table.row("a", "7", "semantic", "x".repeat(200));
        table.row("bb", "12", "message", "short");

        assertThat(printed(table, new Terminal(false, true, false, 60, 24, false, true))
                        .lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(DisplayText.width(line)).isLessThanOrEqualTo(60))
                .first()
                .isEqualTo("id   n  type      memory");
    }

    @Test
    void aNarrowTableGoesWithoutWhatCanBeSpared() {
        var table = new Table().column("id").spared("type").flexible("memory");
        table.row("12345678901234567890", "semantic", "x".repeat(200));

        assertThat(printed(table, new Terminal(false, true, false, 50, 24, false, true)))
                .doesNotContain("semantic")
                .contains("xxx");
    }

    @Test
    void colourIsForTerminalsThatWantIt() {
        var properties = new Properties();
        properties.setProperty("jamey.terminal.output", "true");
        properties.setProperty("jamey.terminal.columns", "132");
        properties.setProperty("native.encoding", "UTF-8");

        assertThat(Terminal.of(properties, Map.of())).isEqualTo(new Terminal(false, true, false, 132, 24, true, true));
        assertThat(Terminal.of(properties, Map.of("NO_COLOR", "1")).colour()).isFalse();
        assertThat(Terminal.of(properties, Map.of("NO_COLOR", "")).colour()).isTrue();
        assertThat(Terminal.of(properties, Map.of("TERM", "dumb")).colour()).isFalse();
        assertThat(Terminal.of(properties, Map.of("COLUMNS", "100")).columns()).isEqualTo(100);
        assertThat(Terminal.of(properties, Map.of("LINES", "50")).rows()).isEqualTo(50);
        assertThat(Terminal.of(new Properties(), Map.of()))
                .isEqualTo(new Terminal(false, false, false, 160, 24, false, false));
        assertThat(new Style(true).bad("no")).isEqualTo("\033[31mno\033[0m");
        assertThat(new Style(false).bad("no")).isEqualTo("no");
    }
}
