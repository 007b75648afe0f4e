package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    private static final List<String> SMALL = List.of("--rows", "300", "--dim", "8", "--quick");

    @TempDir
    private Path home;

    private Shell.Result bench(String... args) {
        var all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(args));
        all.addAll(SMALL);
        return new Shell(home).run(all.toArray(String[]::new));
    }

    @Test
    void listsWhatCanBeMeasured() {
        assertThat(new Shell(home).ok("bench", "--list"))
                .contains("memory_operations", "list_page", "startup", "open_and_search");
        assertThat(new Shell(home).ok("bench", "codec", "--list")).doesNotContain("startup");
    }

    @Test
    void printsFiguresWithRecallAndBudget() {
        Shell.Result result = bench("vector_search/top_10", "memory_operations/^store");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("300 memories, 8 dimensions", "median", "p99", "recall", "budget")
                .containsSubsequence("memory_operations/store", "vector_search/top_10");
    }

    @Test
    void writesJsonAndKeepsItsDataInTheHome() {
        Map<?, ?> document = Shell.fields(
                bench("hybrid_search/filter_10", "--format", "json").out());

        Map<?, ?> search = (Map<?, ?>) Shell.items(document, "results").getFirst();
        assertThat(search.get("name")).isEqualTo("hybrid_search/filter_10");
        assertThat((Double) search.get("median_ns")).isPositive();
        assertThat((Double) search.get("recall")).isBetween(0.5, 1.0);
        assertThat(home.resolve(".jamey/bench/data")).isDirectory();
        assertThat(Files.exists(home.resolve("memory.db"))).isFalse();
    }

    @Test
    void writesAPageIntoAFolderOrAFileAndLinksFlameGraphsThatLieThere() throws IOException {
        Path flame = home.resolve("report/profile/codec-read_numbers.html");
        Files.createDirectories(flame.getParent());
        Files.writeString(flame, "");

        Shell.Result result =
                bench("codec/read_numbers", "--html", home.resolve("report").toString());
        bench("codec/read_numbers", "--html", home.resolve("other/page.html").toString());

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("codec/read_numbers");
        assertThat(result.err()).contains(home.resolve("report/index.html").toString());
        assertThat(Files.readString(home.resolve("report/index.html")))
                .contains("codec/read_numbers", "href=\"profile/codec-read_numbers.html\"");
        assertThat(Files.readString(home.resolve("other/page.html")))
                .contains("codec/read_numbers")
                .doesNotContain("profile/");
    }

    @Test
    void drawsFlameGraphs() {
        Shell.Result result = bench(
                "memory_operations/retrieve",
                "--profile-time",
                "0.3",
                "--html",
                home.resolve("report").toString());

        assertThat(result.err()).isEmpty();
        Path page = home.resolve("report/profile/memory_operations-retrieve.html");
        assertThat(result.out()).contains("takes most", "while sampled", page.toString());
        assertThat(page).content().contains("EmbeddedMemoryStore.retrieve");
        assertThat(page.resolveSibling("index.html")).content().contains("href=\"memory_operations-retrieve.html\"");
        assertThat(bench("codec", "--profile-time", "0")).satisfies(refused -> {
            assertThat(refused.code()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(refused.err()).contains("0.1 to 3600");
        });
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(bench("memories")).satisfies(result -> {
            assertThat(result.code()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(result.err()).contains("memory_operations");
        });
        assertThat(bench("codec", "--backend", "papyrus").err()).contains("embedded");
        assertThat(new Shell(home).run("bench", "--rows", "3").code()).isEqualTo(ExitCode.BAD_INPUT);
    }
}
