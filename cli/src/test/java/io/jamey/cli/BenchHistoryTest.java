package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.bench.history.Figure;
import io.jamey.bench.history.History;
import io.jamey.bench.history.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchHistoryTest {
    @TempDir
    private Path home;

    private void remember(int day, String machine, double median) {
        History.append(
                home.resolve("history.jsonl"),
                new Run(
                        Instant.parse("2026-03-01T00:00:00Z").plusSeconds(86_400L * day),
                        Optional.of("abc" + day),
                        machine,
                        "25",
                        "embedded",
                        List.of(new Run.Result("memory_operations/search", 1, Map.of(Figure.MEDIAN, median)))));
    }

    private Shell.Result history(String... more) {
        var args = new ArrayList<>(
                List.of("bench", "history", home.resolve("history.jsonl").toString()));
        args.addAll(List.of(more));
        return new Shell(home).run(args.toArray(String[]::new));
    }

    @Test
    void aRunIsAddedAndShown() {
        var shell = new Shell(home);
        String file = home.resolve("history.jsonl").toString();
        shell.ok("bench", "instrumentation/clock$", "--quick", "--rows", "300", "--dim", "8", "--history", file);

        assertThat(shell.ok("bench", "history", file, "--operation", "instr"))
                .contains("1 run. ", "instrumentation/clock", "median", "allocated", "too few runs", "seed 42");
    }

    @Test
    void aChangeIsShownWithTimeAndCommitOnThePageToo() {
        for (int day = 0; day < 20; day++) {
            remember(day, "here", (day < 10 ? 1e6 : 1.3e6) + day % 2);
        }
        Path page = home.resolve("page.html");

        assertThat(history("--html", page.toString()).out())
                .contains("+30.0 % (1.00 ms -> 1.30 ms) since 2026-03-11 00:00, abc10");
        assertThat(page).content().contains("<svg", "+30.0 %", "abc10");
        Map<?, ?> document = Shell.fields(history("--format", "json").out());
        Map<?, ?> series = (Map<?, ?>) Shell.items(document, "series").getFirst();
        assertThat(((Map<?, ?>) Shell.items(series, "changes").getFirst()).get("run"))
                .isEqualTo(11L);
    }

    @Test
    void anotherMachineAndADamagedLineAreSaid() throws IOException {
        remember(1, "here", 4);
        remember(2, "there", 8);
        Files.writeString(home.resolve("history.jsonl"), "{oops\n", StandardOpenOption.APPEND);

        Shell.Result result = history();

        assertThat(result.out()).contains("2 machines, each a series of its own", "embedded; here", "embedded; there");
        assertThat(result.err()).contains("line 3, is damaged and left out");
    }

    @Test
    void whatCannotBeShownIsRefused() {
        assertThat(history().code()).isEqualTo(ExitCode.BAD_INPUT);
        remember(1, "here", 4);
        assertThat(history("--operation", "papyrus").err()).contains("no operation that matches 'papyrus'");
        assertThat(history("--significance", "0.5").err()).contains("0.001 to 0.05");
    }

    @Test
    void sparklinesFitAndStayFlatWhereNothingMoves() {
        assertThat(Sparkline.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 8, true)).isEqualTo("▁▂▃▄▅▆▇█");
        assertThat(Sparkline.of(new double[] {100, 101, 100}, 8, false)).isEqualTo("_._");
        assertThat(Sparkline.of(new double[100], 10, true)).isEqualTo("▁".repeat(10));
    }
}
