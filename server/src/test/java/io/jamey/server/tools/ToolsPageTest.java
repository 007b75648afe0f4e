package io.jamey.server.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Keeps docs/mcp.md true.
class ToolsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "mcp.md");

    @Test
    void theTableNamesTheToolsAsTheyAre() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith("| tool |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(ToolList.ALL.stream()
                        .map(tool -> "| `" + tool.name() + "` | " + tool.title() + " | "
                                + switch (tool.effect()) {
                                    case READS -> "reads";
                                    case ADDS -> "adds";
                                    case CHANGES -> "changes";
                                    case DELETES -> "deletes";
                                }
                                + " |")
                        .toList());
    }

    @Test
    void theLimitsAreThoseOfTheCode() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(page)
                .contains("at most " + (Protocol.MESSAGE_BYTES_MAX >> 20) + " MB")
                .contains(String.format(java.util.Locale.ROOT, "%,d elements", Schemas.BATCH_MAX))
                .contains("search " + Schemas.RESULTS_MAX + ".");
    }
}
