package io.jamey.bench.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.load.LoadReport;
import io.jamey.bench.load.Mix;
import io.jamey.bench.load.Settings;
import io.jamey.bench.report.Machine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadPageTest {
    private static final LoadReport NOTHING = new LoadReport(
            "<script>alert(1)</script>",
            new DataShape(200, 8, 7, false, 4),
            new Settings(Mix.USUAL, Duration.ofSeconds(1), Duration.ZERO, Settings.TIMEOUT, 10, 1),
            new Machine("<b>", "\"&", 2, 1, "j", 0),
            List.of());

    @Test
    void namesFromElsewhereAreTexts() {
        assertThat(LoadPage.of(NOTHING).toString())
                .contains("&lt;script&gt;alert(1)", "&lt;b&gt;", "&quot;&amp;")
                .doesNotContain("<script", "<b>,");
    }

    @Test
    void aReportWithoutRunsSaysThatNothingWasMeasured() {
        assertThat(LoadPage.of(NOTHING).toString()).contains("Nothing was measured");
        assertThat(LoadJson.document(NOTHING)).containsEntry("verdict", "invalid");
    }
}
