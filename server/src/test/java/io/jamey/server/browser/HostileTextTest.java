package io.jamey.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Memory;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.json.Json;
import io.jamey.server.BadValues;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a memory says, the dashboard shows it as it is, and does nothing that it says.
@ExtendWith(InChromium.class)
class HostileTextTest {
    private static final List<String> MARKUP = List.of(
            "<script>window.struck = 1</script>",
            "<img src=x onerror=\"window.struck = 1\">",
            "<svg/onload=window.struck=1>",
            "\"><script>window.struck = 1</script>",
            "' onmouseover='window.struck = 1",
            "</pre></textarea></title><iframe srcdoc='<script>parent.struck = 1</script>'>",
            "<a href=\"javascript:window.struck = 1\">a</a>",
            "javascript:window.struck=1",
            "<style>*{display:none}</style><base href=//evil.example>",
            "<math><mi//xlink:href=\"data:x,<script>window.struck=1</script>\">",
            "${window.struck = 1} {{constructor.constructor('window.struck=1')()}}",
            "&lt;b&gt; &amp; &#x27; ]]> <!-- --!> \\u003cscript\\u003e",
            "<b>one</b>\r\nand\rtwo\nthree\ttabs  spaces ");

    @TempDir
    private static Path folder;

    private static EmbeddedMemoryStore store;
    private static JameyServer server;
    private static Tab tab;

    @BeforeAll
    static void start(Tab tab) {
        HostileTextTest.tab = tab;
        store = EmbeddedMemoryStore.open(folder.resolve("memory.db"));
        server = JameyServer.start(ServerOptions.defaults().port(0), store);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            store.close();
        }
    }

    private static List<String> corpus() {
        return Stream.concat(MARKUP.stream(), BadValues.TEXTS.stream()).toList();
    }

    /// As a name: without what no name may have.
    private static String name(String text) {
        return text.replaceAll("(?U)\\p{Cntrl}", " ");
    }

    private static Memory stored(String text) {
        String name = name(text);
        return store.store(
                Namespace.of(name),
                NewMemory.of(text)
                        .actor(name)
                        .session(name)
                        .metadata(Metadata.of(name, text))
                        .build());
    }

    /// What the page shows of the memory that is open.
    private static Map<?, ?> shown() {
        return DevTools.map(tab.evaluate("({ excerpt: document.querySelector('.memory .excerpt').textContent,"
                + " content: document.querySelector('.content').textContent,"
                + " properties: [...document.querySelectorAll('.properties dd')].map((each) => each.textContent),"
                + " metadata: JSON.parse(document.querySelector('.metadata').textContent) })"));
    }

    @Test
    void everyTextIsShownAsItIsWhereverItStands() {
        List<Memory> memories = corpus().stream().map(HostileTextTest::stored).toList();
        tab.load(server.uri() + "/#/memories");
        tab.await("document.querySelectorAll('.names a').length === " + memories.size());
        assertThat(tab.evaluate("[...document.querySelectorAll('.names .name')].map((each) => each.textContent)"))
                .isEqualTo(store.namespaces().stream().map(Namespace::value).toList());
        for (Memory memory : memories) {
            String name = memory.namespace().value();
            tab.evaluate("location.hash = '#/memories?' + new URLSearchParams({ namespace: " + Json.write(name)
                    + ", id: '" + memory.id() + "' })");
            tab.awaitText(".properties", memory.id().toString());
            Map<?, ?> shown = shown();
            assertThat(shown.get("excerpt")).isEqualTo(memory.content());
            assertThat(shown.get("content")).isEqualTo(memory.content());
            assertThat(shown.get("metadata")).isEqualTo(Map.of(name, memory.content()));
            assertThat(String.valueOf(shown.get("properties")))
                    .contains(name + " #0", memory.id().toString());
            tab.clickText("Edit");
            assertThat(tab.evaluate("document.querySelector('[name=content]').value"))
                    .isEqualTo(memory.content().replaceAll("\r\n?", "\n"));
            tab.clickText("Cancel");
        }
        tab.fill("#query", String.join(" ", MARKUP));
        tab.press("Enter");
        tab.awaitText(".summary", "1 match in");
        assertThat(tab.evaluate("window.struck")).isNull();
        assertThat(tab.count("main script, main iframe, main img, main style, main base"))
                .isZero();
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void theBrowserItselfRefusesTextAsMarkupAndScriptsInline() {
        tab.load(server.uri() + "/");
        for (String strike : List.of(
                "document.body.innerHTML = '<img src=x onerror=\"window.struck = 1\">'",
                "document.createElement('script').textContent = 'window.struck = 1'",
                "document.body.insertAdjacentHTML('beforeend', '<i>')",
                "setTimeout('window.struck = 1')")) {
            assertThat(tab.evaluate("(() => { try { " + strike + "; return 'done' } catch (e) { return e.name } })()"))
                    .as(strike)
                    .isIn("TypeError", "EvalError");
        }
        tab.evaluate("document.body.setAttribute('style', 'color: red')");
        assertThat(tab.evaluate("fetch('https://elsewhere.example').catch(() => 'refused')"))
                .isEqualTo("refused");
        assertThat(tab.evaluate("window.struck")).isNull();
        assertThat(tab.complaints()).as("what is refused is complained of").hasSizeGreaterThanOrEqualTo(3);
    }
}
