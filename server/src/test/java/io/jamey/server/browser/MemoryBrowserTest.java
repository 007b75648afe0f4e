package io.jamey.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The memory browser as a person uses it, in a real browser on a real server.
@ExtendWith(InChromium.class)
class MemoryBrowserTest {
    private static final Namespace MANY = Namespace.of("many");

    @TempDir
    private static Path folder;

    private static EmbeddedMemoryStore store;
    private static JameyServer server;
    private static Tab tab;

    @BeforeAll
    static void start(Tab tab) {
        MemoryBrowserTest.tab = tab;
        store = EmbeddedMemoryStore.open(folder.resolve("memory.db"));
        server = JameyServer.start(ServerOptions.defaults().port(0), store);
        store.storeAll(
                MANY,
                IntStream.range(0, 120)
                        .mapToObj(i -> NewMemory.of("The train number " + i + " leaves at seven")
                                .actor(i % 2 == 0 ? "Ann" : "Ben")
                                .importance(i / 120.0)
                                .build())
                        .toList());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            store.close();
        }
    }

    @AfterEach
    void nothingIsComplainedOf() {
        tab.size(1280, 900);
        assertThat(tab.complaints()).isEmpty();
    }

    private static Memory stored(String namespace, String content) {
        return store.store(
                Namespace.of(namespace),
                NewMemory.of(content).type(MemoryType.EPISODIC).actor("Ann").build());
    }

    private static void browse(String namespace) {
        tab.load(server.uri() + "/#/memories?namespace=" + namespace);
        tab.awaitText(".summary", "memor");
    }

    private static void open(Memory memory) {
        browse(memory.namespace().value());
        tab.click("[data-id='" + memory.id() + "']");
        tab.awaitText(".properties", memory.id().toString());
    }

    private static Memory now(Memory memory) {
        return store.retrieve(memory.namespace(), memory.id()).orElseThrow();
    }

    @Test
    void pagesShowEveryMemoryOnceAndTheExactTotal() {
        browse("many");
        assertThat(tab.text(".names a[aria-current]")).contains("many").contains("120");
        assertThat(tab.text(".summary")).isEqualTo("1–50 of 120 memories");
        assertThat(tab.text(".memory .excerpt")).isEqualTo("The train number 119 leaves at seven");
        tab.clickText("Next page");
        tab.awaitText(".summary", "51–100 of 120");
        tab.clickText("Next page");
        tab.awaitText(".summary", "101–120 of 120");
        assertThat(tab.count(".memory")).isEqualTo(20);
        assertThat(
                        tab.is(
                                "[...document.querySelectorAll('button')].some(b => b.textContent === 'Next page' && !b.hidden)"))
                .isFalse();
        tab.clickText("Page before");
        tab.awaitText(".summary", "51–100 of 120");
    }

    @Test
    void aSearchShowsTheScoresOfTheApiAndWhatTheyAreMadeOf() {
        browse("many");
        tab.fill("#query", "number 77");
        tab.press("Enter");
        tab.awaitText(".summary", "50 matches in ");
        var best = store.search(
                        MANY, SearchRequest.of("number 77").limit(50).explain().build())
                .matches()
                .getFirst();
        assertThat(tab.text(".memory .excerpt")).isEqualTo(best.memory().content());
        assertThat(tab.text(".score")).isEqualTo("%.3f".formatted(best.score()));
        Object sum = tab.evaluate("[...document.querySelector('.signals').querySelectorAll('.number')]"
                + ".reduce((sum, each) => sum + Number(each.textContent.replace('−', '-')), 0) + 0.5e-9");
        assertThat((Double) sum).isCloseTo(best.score(), within(0.005));
        assertThat(tab.text(".legend")).contains("closeness", "Found by words");
    }

    @Test
    void aFilterIsWrittenAsAFormOrAsJson() {
        browse("many");
        tab.clickText("Filter");
        tab.evaluate("(() => { const field = document.querySelector('.filter-row .field'); field.value = 'actor';"
                + " field.dispatchEvent(new Event('change')) })()");
        tab.fill(".filter-row .value", "Ann");
        tab.clickText("Apply");
        tab.awaitText(".summary", "of 60 memories");
        tab.clickText("As JSON");
        assertThat(tab.evaluate("JSON.stringify(JSON.parse(document.querySelector('.filter textarea').value))"))
                .isEqualTo("{\"field\":\"actor\",\"op\":\"eq\",\"value\":\"Ann\"}");
        tab.fill(
                ".filter textarea",
                "{\"and\":[{\"field\":\"actor\",\"op\":\"eq\",\"value\":\"Ann\"},"
                        + "{\"field\":\"importance\",\"op\":\"gte\",\"value\":0.5}]}");
        tab.clickText("Apply");
        tab.awaitText(".summary", "30 memories");
        tab.clickText("As a form");
        assertThat(tab.count(".filter-row")).isEqualTo(2);
        tab.clickText("As JSON");
        tab.fill(".filter textarea", "{\"not\":{\"field\":\"actor\",\"op\":\"is\"}}");
        tab.clickText("As a form");
        assertThat(tab.text("#filter-error")).contains("more than the form can");
        tab.clickText("Apply");
        tab.awaitText("#filter-error", "unknown filter op 'is'");
        assertThat(tab.complaints()).allMatch(said -> said.contains("status of 400"));
    }

    @Test
    void aNumberInAFilterStaysAsItIsWritten() {
        String filter = "{\"field\":\"metadata.order\",\"op\":\"eq\",\"value\":9007199254740993}";
        browse("many");
        tab.clickText("Filter");
        tab.clickText("As JSON");
        tab.fill(".filter textarea", filter);
        tab.clickText("As a form");
        assertThat(tab.evaluate("document.querySelector('.filter-row .value').value"))
                .isEqualTo("9007199254740993");
        tab.clickText("As JSON");
        assertThat(tab.evaluate("document.querySelector('.filter textarea').value.replaceAll(/\\s/g, '')"))
                .isEqualTo(filter);
    }

    @Test
    void anAnswerThatComesLateOpensNothing() {
        Memory notOnThePage =
                store.iterate(MANY, Filter.everything()).findFirst().orElseThrow();
        browse("many");
        tab.evaluate("(() => { const ask = window.fetch; window.fetch = async (...asked) => {"
                + " await new Promise((go) => { window.goOn = go }); const answer = await ask(...asked);"
                + " setTimeout(() => { window.used = true }, 100); return answer };"
                + " location.hash = '#/memories?namespace=many&id=" + notOnThePage.id() + "' })()");
        tab.await("window.goOn !== undefined");
        tab.evaluate("location.hash = '#/memories?namespace=many'");
        tab.await("document.querySelector('.detail').hidden && location.hash.endsWith('many')");
        tab.evaluate("window.goOn()");
        tab.await("window.used === true");
        assertThat(tab.is("document.querySelector('.detail').hidden")).isTrue();
    }

    @Test
    void anEditSendsWhatWasChangedAndNothingElse() {
        Memory memory = stored("edit", "Ann likes\r\ngreen tea");
        open(memory);
        tab.clickText("Edit");
        tab.fill(".edit [name=importance]", "0.9");
        tab.clickText("Save");
        tab.awaitText(".saved", "version 2");
        assertThat(now(memory).importance()).isEqualTo(0.9);
        assertThat(now(memory).content()).isEqualTo("Ann likes\r\ngreen tea");
        tab.clickText("Edit");
        tab.fill(".edit [name=content]", "Ann likes\nblack tea");
        tab.fill(".edit [name=metadata]", "{\"id\":9007199254740993,\"share\":1.0}");
        tab.clickText("Save");
        tab.awaitText(".saved", "version 3");
        assertThat(now(memory).content()).as("keeps the ends of its lines").isEqualTo("Ann likes\r\nblack tea");
        assertThat(tab.text(".metadata")).contains("9007199254740993").contains("1.0");
        assertThat(tab.text(".memory .excerpt")).isEqualTo("Ann likes\r\nblack tea");
        tab.clickText("Edit");
        tab.fill(".edit [name=importance]", "7");
        tab.clickText("Save");
        tab.awaitText(".notice", "importance");
        assertThat(tab.is("document.querySelector('[name=importance]').getAttribute('aria-invalid') === 'true'"))
                .isTrue();
        assertThat(tab.complaints()).allMatch(said -> said.contains("status of 400"));
    }

    @Test
    void whoeverChangedItInTheMeantimeIsNotOverwrittenUnseen() {
        Memory memory = stored("conflict", "The meeting is at nine");
        open(memory);
        tab.clickText("Edit");
        tab.fill(".edit [name=content]", "The meeting is at ten");
        store.update(
                memory.namespace(),
                memory.id(),
                MemoryPatch.change().content("The meeting is off").build());
        tab.clickText("Save");
        tab.awaitText(".conflict", "somebody else changed it");
        assertThat(tab.text(".conflict tbody")).contains("The meeting is off", "The meeting is at ten");
        assertThat(now(memory).content()).isEqualTo("The meeting is off");
        tab.clickText("Save mine over version 2");
        tab.awaitText(".saved", "version 3");
        assertThat(now(memory).content()).isEqualTo("The meeting is at ten");

        store.update(
                memory.namespace(),
                memory.id(),
                MemoryPatch.change().importance(1).build());
        tab.clickText("Delete…");
        tab.clickText("Delete");
        tab.awaitText(".notice", "Not deleted: somebody changed it");
        assertThat(now(memory).version()).isEqualTo(4);
        tab.clickText("Show it as it is now");
        tab.awaitText(".properties", "Version4");
        assertThat(tab.complaints()).allMatch(said -> said.contains("status of 412"));
    }

    @Test
    void deletingAsksFirstAndTheSafeAnswerIsTheNearest() {
        Memory memory = stored("delete", "The kettle is broken");
        stored("delete", "The kettle is new");
        open(memory);
        tab.clickText("Delete…");
        tab.awaitText("dialog", "The kettle is broken");
        assertThat(tab.is("document.activeElement.textContent === 'Cancel'")).isTrue();
        tab.press("Escape");
        tab.await("document.querySelector('dialog') === null");
        assertThat(tab.is("document.activeElement.textContent === 'Delete…'")).isTrue();
        assertThat(now(memory)).isNotNull();
        tab.clickText("Delete…");
        tab.clickText("Delete");
        tab.awaitText(".summary", "1–1 of 1 memory");
        assertThat(store.retrieve(memory.namespace(), memory.id())).isEmpty();
        assertThat(store.count(memory.namespace(), Filter.everything())).isEqualTo(1);
        tab.awaitText(".names a[aria-current]", "1");
        assertThat(tab.is("document.querySelector('.detail').hidden")).isTrue();
    }

    @Test
    void theKeyboardIsEnough() {
        browse("many");
        tab.press("/");
        assertThat(tab.is("document.activeElement.id === 'query'")).isTrue();
        tab.type("number 5");
        tab.press("Enter");
        tab.awaitText(".summary", "matches");
        for (int i = 0; i < 10 && !tab.is("document.activeElement.matches('.memory')"); i++) {
            tab.press("Tab");
        }
        assertThat(tab.is("document.activeElement.matches('.memory:focus-visible')"))
                .isTrue();
        assertThat(tab.is("getComputedStyle(document.activeElement).outlineStyle === 'solid'"))
                .isTrue();
        tab.press("ArrowDown");
        Object second = tab.evaluate("document.activeElement.dataset.id");
        tab.press("Enter");
        tab.awaitText(".properties", String.valueOf(second));
        tab.press("Escape");
        tab.await("document.querySelector('.detail').hidden");
        assertThat(tab.evaluate("document.activeElement.dataset.id")).isEqualTo(second);
        tab.pressWithShift("Tab");
        assertThat(tab.is("document.activeElement !== document.body")).isTrue();
    }

    @Test
    void onAPhoneNothingLeavesTheScreen() {
        Memory memory = stored("phone", "A".repeat(300) + " " + "word ".repeat(100));
        tab.size(390, 844);
        browse("phone");
        for (String step : List.of("list", "Filter", "memory", "Edit", "Cancel", "Delete…")) {
            switch (step) {
                case "list" -> {}
                case "memory" -> tab.click("[data-id='" + memory.id() + "']");
                default -> tab.clickText(step);
            }
            assertThat(tab.evaluate("document.documentElement.scrollWidth"))
                    .as(step)
                    .isEqualTo(390L);
        }
        tab.press("Escape");
        tab.await("document.querySelector('dialog') === null");
    }

    @Test
    void anEmptyNamespaceSaysWhatToDoFirst() {
        browse("nobody");
        assertThat(tab.text(".first")).contains("No memories yet").contains("curl " + server.uri() + "/v1/memories");
    }
}
