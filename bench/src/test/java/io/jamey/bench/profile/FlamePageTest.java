package io.jamey.bench.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.bench.groups.Catalogue;
import io.jamey.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlamePageTest {
    private static final Frame SEARCH = Frame.method("io.jamey.Store", "search", false);
    private static final Frame NASTY = Frame.method("a.B", "</script><b>&\"{{data}}", false);

    @TempDir
    private Path folder;

    private static Profile profile() {
        var cpu = new CallTree(Frame.thread("memory_operations/search"));
        cpu.add(List.of(SEARCH, NASTY), 30);
        cpu.add(List.of(SEARCH), 10);
        var allocation = new CallTree(Frame.thread("memory_operations/search"));
        allocation.add(List.of(SEARCH, Frame.allocated("[F")), 4_096);
        return new Profile(
                Catalogue.byId("memory_operations/search"), Sampler.CPU_TIME, 4, 2, 1, 0, cpu, allocation, 500, 1.02);
    }

    private static Map<?, ?> document(String html) {
        String begin = "<script type=\"application/json\" id=\"data\">";
        int at = html.indexOf(begin) + begin.length();
        String json = html.substring(at, html.indexOf("</script>", at));
        return (Map<?, ?>) Objects.requireNonNull(Json.read(json.getBytes(UTF_8)));
    }

    @Test
    void holdsTheTreesWithEachNodeBeforeItsChildren() {
        Map<?, ?> document = document(FlamePage.html(profile(), "store of 5 memories"));

        assertThat(document.get("title")).isEqualTo("memory_operations/search");
        assertThat(document.get("measured")).isEqualTo("store of 5 memories");
        List<?> graphs = (List<?>) Objects.requireNonNull(document.get("graphs"));
        Map<?, ?> cpu = (Map<?, ?>) graphs.getFirst();
        assertThat(cpu.get("nodes")).isEqualTo(List.of(0L, 0L, 1L, 1L, 10L, 1L, 2L, 30L, 0L));
        assertThat(cpu.get("hot")).isEqualTo(List.of(List.of(2L, 30L, 30L), List.of(1L, 10L, 40L)));
        assertThat(cpu.get("frames"))
                .isEqualTo(List.of(
                        List.of("[memory_operations/search]", "[memory_operations/search]", "thread"),
                        List.of("Store.search", "io.jamey.Store.search", "jamey"),
                        List.of(NASTY.label(), NASTY.full(), "library")));
        Map<?, ?> allocation = (Map<?, ?>) graphs.getLast();
        assertThat(Objects.requireNonNull(allocation.get("frames")).toString())
                .contains("[float[], float[], allocated]");
    }

    @Test
    void noNameBreaksOutOfThePageAndNothingIsFetched() {
        String html = FlamePage.html(profile(), "</script>");

        assertThat(html.split("</script>", -1)).hasSize(3);
        assertThat(html).doesNotContain("<b>&").doesNotContain("{{title}}").doesNotContain("{{script}}");
        assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:", "src=", "@import");
    }

    @Test
    void writesThePageAndTheStacksBesideIt() throws IOException {
        Path page = FlamePage.write(profile(), "", folder.resolve("new"));

        assertThat(page).hasFileName("memory_operations-search.html").isNotEmptyFile();
        assertThat(Files.readAllLines(page.resolveSibling("memory_operations-search.cpu.collapsed")))
                .contains("[memory_operations/search];io.jamey.Store.search 10");
        assertThat(Files.readString(page.resolveSibling("memory_operations-search.allocation.collapsed")))
                .isEqualTo("[memory_operations/search];io.jamey.Store.search;float[] 4096\n");
    }
}
