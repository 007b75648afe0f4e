package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchGoalsTest {
    @TempDir
    private Path home;

    private Shell.Result goals(String... args) {
        var all = new ArrayList<>(List.of("bench", "goals", "--divide", "1000", "--dim", "8", "--quick"));
        all.addAll(List.of(args));
        return new Shell(home).run(all.toArray(String[]::new));
    }

    @Test
    void listsGoalsWithTheirLimits() {
        assertThat(new Shell(home).ok("bench", "goals", "--list"))
                .containsSubsequence("search_10k", "<= 300 us", "store_one", "<= x1.60", "hybrid_100k", "<= 5.00 ms");
        assertThat(new Shell(home).ok("bench", "goals", "page", "--list")).doesNotContain("purge");
    }

    @Test
    void saysWhatIsMetAndWhatWasLeftOut() {
        Shell.Result result = goals("visible", "search_1m", "--format", "md");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("| goal |", "| visible | each at once | yes | yes | 1.00 | met |", "divided by 1000")
                .contains("left out: search_1m_one_core, search_1m_two_cores");
    }

    @Test
    void aGoalOfAnotherJvmIsMeasuredByTheCommandToo() {
        Shell.Result result = goals("small_heap", "--format", "json");

        Map<?, ?> document = Shell.fields(result.out());
        assertThat(Shell.items(document, "results")).hasSize(3).allSatisfy(each -> {
            assertThat(((Map<?, ?>) each).get("goal")).isEqualTo("small_heap");
            assertThat((Double) ((Map<?, ?>) each).get("measured")).isPositive();
        });
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(goals("xyz")).satisfies(result -> {
            assertThat(result.code()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(result.err()).contains("search_10k");
        });
        assertThat(new Shell(home)
                        .run("bench", "goals", "page", "--divide", "0")
                        .code())
                .isEqualTo(ExitCode.BAD_INPUT);
    }
}
