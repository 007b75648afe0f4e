package io.jamey.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of docs/performance-budgets.md.
class GreetingBudgetTest {
    // begin of the example
    @TempDir
    private Path folder;

    @Test
    @PerformanceBudget(millis = 2) // 95 % of calls take no more
    void greets() {
        assertThat("Good morning, " + "Ann".repeat(3)).endsWith("Ann");
    }

    @Test
    @PerformanceBudget(millis = 50, p = 0.5, calibration = Calibration.DISK)
    void keepsAGreeting(Timed timed) throws Exception {
        String greeting = "Good morning".repeat(10); // made ready anew for each run, not timed
        timed.run(() -> Files.writeString(folder.resolve("greeting"), greeting));
    }
    // end of the example

    @Test
    void theDocumentShowsThis() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "performance-budgets.md"));
        String source = Files.readString(Path.of("src/test/java/io/jamey/junit/GreetingBudgetTest.java"));
        String example = source.substring(
                        source.indexOf('\n', source.indexOf("// begin of the " + "example")) + 1,
                        source.indexOf("    // end of the " + "example"))
                .replaceAll("(?m)^ {4}", "");

        assertThat(page).contains("```java\n" + example + "```\n");
        for (var element : PerformanceBudget.class.getDeclaredMethods()) {
            assertThat(page).contains("| `" + element.getName() + "` | ");
        }
    }
}
