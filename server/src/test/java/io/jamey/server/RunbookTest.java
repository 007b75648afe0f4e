package io.jamey.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The runbooks are there when somebody needs them, and what they tell to do can be done.
class RunbookTest {
    private static final Path FOLDER = Path.of("../ops/runbooks");
    private static final Pattern LINK = Pattern.compile("href=\"(/runbooks[^\"]*)\"");
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:8080(/[a-z0-9/]+)");

    private static Api api;

    @BeforeAll
    static void start(@TempDir Path folder) {
        api = Api.open(folder);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.toList();
        }
    }

    @Test
    void every_runbook_is_a_page_whose_links_lead_somewhere() throws IOException {
        assertThat(files()).hasSize(6);
        for (Path file : files()) {
            String name = file.getFileName().toString().replace(".md", "");
            HttpResponse<String> page = api.get(name.equals("README") ? "/runbooks" : "/runbooks/" + name);
            assertThat(page.statusCode()).as(name).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
            String title = Files.readAllLines(file).getFirst().substring(2);
            assertThat(page.body()).contains("<h1>" + title + "</h1>").doesNotContain("](", "## ", "```");
            LINK.matcher(page.body())
                    .results()
                    .forEach(link -> assertThat(api.get(link.group(1)).statusCode())
                            .as(link.group())
                            .isEqualTo(200));
        }
    }

    @Test
    void nothing_else_is_there() {
        for (String name : List.of("nothing", "README", "..%2Fopenapi", "memory-high.md")) {
            assertThat(api.get("/runbooks/" + name).statusCode()).as(name).isEqualTo(404);
        }
    }

    @Test
    void the_addresses_in_them_answer() throws IOException {
        int addresses = 0;
        for (Path file : files()) {
            for (String path : ADDRESS.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .toList()) {
                assertThat(api.get(path).statusCode()).as(file + ": " + path).isEqualTo(200);
                addresses++;
            }
        }
        assertThat(addresses).isGreaterThan(8);
    }

    @Test
    void a_server_that_is_well_has_no_alerts() {
        assertThat(Api.json(api.get("/v1/alerts"))).isEqualTo(Map.of("items", List.of()));
    }
}
