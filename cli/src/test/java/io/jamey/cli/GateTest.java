package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `jamey bench` with something to compare with. Only counted work is judged here, which no other load changes.
class GateTest {
    private static final List<String> SMALL = List.of("codec/write_base64", "--rows", "300", "--dim", "8", "--quick");
    private static final int USAGE = 2;
    private static final int MISSING = 3;

    @TempDir
    private Path home;

    private Shell.Result bench(String... args) {
        var all = new ArrayList<>(List.of("bench"));
        all.addAll(SMALL);
        all.addAll(List.of(args));
        return new Shell(home).run(all.toArray(String[]::new));
    }

    @Test
    void aBaselineIsSavedAndRunsAgainBesideThisProgram() {
        Shell.Result saved = bench("--save-baseline", "before");
        assertThat(saved.code()).as(saved.err()).isZero();
        assertThat(saved.err()).contains("saved baseline 'before'");

        Shell.Result compared =
                bench("--baseline", "before", "--measure", "work", "--blocks", "1..1", "--format", "json");

        assertThat(compared.code()).as(compared.err()).isZero();
        Map<?, ?> report = Shell.fields(compared.out());
        assertThat(report.get("outcome")).isEqualTo("passed");
        Map<?, ?> comparison = (Map<?, ?>) Shell.items(report, "comparisons").getFirst();
        assertThat(comparison.get("name")).isEqualTo("codec/write_base64");
        assertThat(comparison.get("verdict")).isEqualTo("pass");

        Shell.Result hint = bench("--baseline", "before", "--unpaired");
        assertThat(hint.code()).isZero();
        assertThat(hint.out()).contains("a hint", "codec/write_base64");
        Shell.Result loaded = bench("--baseline", "before", "--load-baseline", "before");
        assertThat(loaded.code()).isZero();
        assertThat(loaded.out())
                .contains("+0.0 %", "codec/write_base64"); // the verdict depends on how much the figures vary
    }

    @Test
    void aMissingBaselineHasAnExitCodeOfItsOwnUnlessOneIsLenient() {
        Shell.Result strict = bench("--baseline", "before");
        Shell.Result lenient = bench("--baseline-lenient", "before");

        assertThat(strict.code()).isEqualTo(MISSING);
        assertThat(strict.err()).contains("no baseline 'before'", "--save-baseline before");
        assertThat(lenient.code()).isZero();
        assertThat(lenient.out()).contains("median");
        assertThat(lenient.err()).contains("not compared");
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeAnythingIsMeasured() {
        for (List<String> wrong : List.of(
                List.of("--baseline", "a", "--baseline-ref", "b"),
                List.of("--unpaired"),
                List.of("--load-baseline", "a"),
                List.of("--save-baseline", "a", "--baseline", "b"),
                List.of("--baseline", "../a"),
                List.of("--baseline-ref", "no-such-commit-anywhere"),
                List.of("--self-test", "--comparisons", "0"))) {
            assertThat(bench(wrong.toArray(String[]::new)).code())
                    .as("%s", wrong)
                    .isEqualTo(USAGE);
        }
    }

    @Test
    void limitsAreSharesTimesAndRanges() {
        for (List<String> wrong : List.of(
                List.of("--fail-above", "much"),
                List.of("--blocks", "12"),
                List.of("--blocks", "9..3"),
                List.of("--max-time", "10"),
                List.of("--confidence", "1"),
                List.of("--measure", "luck"),
                List.of("--warn-above", "30%"))) {
            var args = new ArrayList<>(List.of("--self-test"));
            args.addAll(wrong);
            Shell.Result result = bench(args.toArray(String[]::new));
            assertThat(result.code()).as("%s", wrong).isEqualTo(USAGE);
            assertThat(result.err()).as("%s", wrong).contains("--");
        }
    }
}
