package io.jamey.bench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

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

class HistoryTest {
    @TempDir
    private Path folder;

    static Run run(int day, String machine, double median) {
        return new Run(
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(86_400L * day),
                Optional.of("c0ffee" + day),
                machine,
                "25",
                "files 400x8",
                List.of(new Run.Result(
                        "memory_operations/search", 1, Map.of(Figure.MEDIAN, median, Figure.ALLOCATED, 1e3))));
    }

    @Test
    void readsWhatWasAppendedTheOldestFirst() {
        Path file = folder.resolve("history.jsonl");
        History.append(file, run(2, "here", 5.25));
        History.append(file, run(1, "here", 4));

        History history = History.read(file);

        assertThat(history.runs()).containsExactly(run(1, "here", 4), run(2, "here", 5.25));
        assertThat(history.damaged()).isEmpty();
        assertThat(history.series()).hasSize(2);
        Series median = history.series().stream()
                .filter(series -> series.figure() == Figure.MEDIAN)
                .findFirst()
                .orElseThrow();
        assertThat(median.values()).containsExactly(4, 5.25);
    }

    @Test
    void aDamagedLineIsNamedAndTheOthersCount() throws IOException {
        Path file = folder.resolve("history.jsonl");
        History.append(file, run(1, "here", 4));
        Files.writeString(file, "{\"time\":\"2026-01-05T0", StandardOpenOption.APPEND); // torn by a crash
        History.append(file, run(2, "here", 5));
        Files.writeString(
                file,
                "{\"time\":\"yesterday\",\"machine\":\"m\",\"java\":\"25\",\"data\":\"d\",\"results\":[]}\n[]\n",
                StandardOpenOption.APPEND);

        History history = History.read(file);

        assertThat(history.runs()).hasSize(2);
        assertThat(history.damaged()).extracting(History.Damage::line).containsExactly(2L, 4L, 5L);
        assertThat(history.damaged().get(1).why()).contains("'yesterday' is no time");
    }

    @Test
    void aMissingFileIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> History.read(folder.resolve("none.jsonl")))
                .withMessageContaining("no history");
    }

    @Test
    void machinesAreNotMixed() {
        var history = new History(List.of(run(1, "here", 4), run(2, "there", 9), run(3, "here", 4)), List.of());

        assertThat(history.machines()).containsExactly("here", "there");
        assertThat(history.series())
                .filteredOn(series -> series.figure() == Figure.MEDIAN)
                .extracting(Series::values)
                .containsExactly(new double[] {4, 4}, new double[] {9});
    }

    @Test
    void aChangeSaysWhenHowMuchAndHowSure() {
        var runs = new ArrayList<Run>();
        for (int day = 0; day < 24; day++) {
            runs.add(run(day, "here", (day < 12 ? 100 : 120) + day % 3));
        }
        Series series = new History(runs, List.of())
                .series().stream()
                        .filter(each -> each.figure() == Figure.MEDIAN)
                        .findFirst()
                        .orElseThrow();

        Changes changes = Changes.of(series, new EDivisive(0.001, 42));

        assertThat(changes.enough()).isTrue();
        assertThat(changes.changes()).singleElement().satisfies(change -> {
            assertThat(change.first().commit()).contains("c0ffee12");
            assertThat(change.before()).isEqualTo(101);
            assertThat(change.after()).isEqualTo(121);
            assertThat(change.share()).isCloseTo(0.198, within(0.001));
            assertThat(change.p()).isLessThanOrEqualTo(0.001);
        });
        assertThat(HistoryPage.of(List.of(changes), List.of("a note")).toString())
                .contains("+19.8 %", "c0ffee12", "a note", "<svg");
    }

    @Test
    void theCommitOfAProgramOutsideOfGitIsNotKnown() {
        assertThat(Commit.of(folder)).isEmpty();
    }
}
