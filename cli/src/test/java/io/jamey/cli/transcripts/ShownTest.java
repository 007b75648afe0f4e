package io.jamey.cli.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A page that lies is noticed.
class ShownTest {
    private static final String ONE = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final String TWO = "01890a5d-ac96-774b-bcce-b302099a8058";

    private final Shown shown = new Shown();

    private boolean same(String page, String told) {
        return shown.isSame(page.lines().toList(), told.lines().toList());
    }

    @Test
    void jsonMayBeBrokenIntoLinesAndTimesAndScoresDiffer() {
        assertThat(same(
                        "{\n  \"at\": \"2025-01-01T00:00:00Z\",\n  \"score\": 0.5, \"n\": 1\n}",
                        "{\"n\":1,\"score\":0.25,\"at\":\"2026-02-03T04:05:06.789Z\"}"))
                .isTrue();
        for (String lie : List.of(
                "{\"n\":2,\"score\":0.25,\"at\":\"2026-02-03T04:05:06Z\"}",
                "{\"n\":1,\"score\":1,\"at\":\"2026-02-03T04:05:06Z\"}",
                "{\"n\":1,\"score\":0.25,\"at\":\"yesterday\"}",
                "{\"n\":1,\"score\":0.25}",
                "{\"n\":1,\"score\":0.25,\"at\":\"2026-02-03T04:05:06Z\",\"more\":1}",
                "n 1")) {
            assertThat(same("{\"at\":\"2025-01-01T00:00:00Z\",\"score\":0.5,\"n\":1}", lie))
                    .as(lie)
                    .isFalse();
        }
    }

    @Test
    void anIdStandsForTheSameOneEverAfterAlsoInCommands() {
        assertThat(same("{\"id\":\"" + ONE + "\"}", "{\"id\":\"" + TWO + "\"}")).isTrue();
        assertThat(same("deleted " + ONE, "deleted " + ONE)).isFalse();
        assertThat(same("deleted " + ONE, "deleted   " + TWO)).isTrue();
        assertThat(shown.command("get " + ONE)).isEqualTo("get " + TWO);
    }

    @Test
    void linesAreComparedOneByOne() {
        assertThat(same("201\n5", "201\n5")).isTrue();
        assertThat(same("201\n5", "201\n6")).isFalse();
        assertThat(same("201", "201\n6")).isFalse();
        assertThat(same("201\n5", "201")).isFalse();
        assertThat(same("tea", "coffee")).isFalse();
    }

    @Test
    void stepsAreWhatIsTypedInBlocksOfConsole() {
        List<Step> steps = Step.of("""
                Text
                ```sh
                $ no
                ```
                ```console
                $ a <<'END'
                > b
                > END
                c
                $ d
                ```
                ```console
                ^C
                ```
                """.lines().toList());

        assertThat(steps)
                .containsExactly(
                        new Step(6, "a <<'END'\nb\nEND", List.of("c")),
                        new Step(10, "d", List.of()),
                        new Step(13, "^C", List.of()));
    }
}
