package io.jamey.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The documents point at things that exist, and tell the truth about the commands.
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern REPORT =
            Pattern.compile("(?i).*(summary|status|report|review|audit|progress|todo)[^/]*\\.md");
    private static final int ONE_PAGE = 120;

    private final Repository repository = Repository.here();

    @Test
    void links_lead_somewhere() {
        var broken = new ArrayList<String>();
        for (Path document : documents()) {
            var links = LINK.matcher(String.join("\n", Repository.lines(document)));
            while (links.find()) {
                String target = links.group(1);
                if (!target.contains("://") && !Files.exists(document.resolveSibling(target))) {
                    broken.add(repository.relative(document) + " -> " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void architecture_md_is_one_page() {
        assertThat(Repository.lines(repository.root().resolve("ARCHITECTURE.md")))
                .hasSizeLessThanOrEqualTo(ONE_PAGE);
    }

    @Test
    void readme_names_the_two_commands_and_ci_runs_the_second() {
        String readme = String.join("\n", Repository.lines(repository.root().resolve("README.md")));
        assertThat(readme).contains("./jamey demo").contains("./mvnw verify");
        assertThat(String.join("\n", Repository.lines(repository.root().resolve(".ci/run"))))
                .containsPattern("\\./mvnw .*verify");
    }

    @Test
    void what_happened_is_told_in_the_changelog_not_in_reports() {
        assertThat(repository.files().stream()
                        .map(repository::relative)
                        .filter(file -> REPORT.matcher(file).matches()))
                .isEmpty();
    }

    private List<Path> documents() {
        return repository.files().stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }
}
