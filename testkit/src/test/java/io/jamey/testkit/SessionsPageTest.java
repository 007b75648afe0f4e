package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.sessions.Session;
import io.jamey.sessions.SessionManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps docs/sessions.md true.
class SessionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "sessions.md");
    private static final Path HERE = Path.of("src/test/java/io/jamey/testkit/SessionsPageTest.java");

    private static Page example(MemoryStore store, Namespace ann) {
        // As on the page:
        var sessions = new SessionManager(store, Duration.ofHours(24), InstantSource.system());
        Session session = sessions.create(ann); // or open(ann, "june"), by an id of your own

        session.addMessage("Ben", "Which day suits you for dinner?");
        session.addMessage("Ann", "Friday, after eight. And no walnuts, I am allergic.");
        session.add(NewMemory.of("Ann is allergic to walnuts.").importance(0.9).build());

        Page page = session.listMemoriesPaginated(100, 0); // with the exact total; the next page by its cursor
        try (Stream<Memory> memories = session.iterMemories()) { // any number of them, in bounded memory
            memories.forEach(memory -> System.out.println(memory.sequence().getAsLong() + " " + memory.content()));
        }

        session.promote(Filter.atLeast(Field.IMPORTANCE, 0.8)); // long-term now: no session, no expiry, the same id
        session.end(); // or do nothing: it ends when it has been idle for a day
        // So far.
        return page;
    }

    @Test
    void theExampleDoesWhatItSays() {
        try (var store = new ReferenceMemoryStore(InstantSource.system())) {
            Namespace ann = Namespace.of("ann");

            Page page = example(store, ann);

            assertThat(page.total()).isEqualTo(3);
            try (Stream<Memory> left = store.iterate(ann, Filter.everything())) {
                assertThat(left).singleElement().satisfies(memory -> {
                    assertThat(memory.content()).isEqualTo("Ann is allergic to walnuts.");
                    assertThat(memory.session()).isEmpty();
                    assertThat(memory.expiresAt()).isEmpty();
                });
            }
        }
    }

    @Test
    void theExampleOnThePageIsTheOneThatRuns() throws IOException {
        List<String> source = Files.readAllLines(HERE).stream()
                .dropWhile(line -> !line.endsWith("// As on the page:"))
                .skip(1)
                .takeWhile(line -> !line.endsWith("// So far."))
                .map(String::stripLeading)
                .toList();
        List<String> page = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("```java"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .map(String::stripLeading)
                .toList();

        assertThat(String.join("", page).replace(" ", ""))
                .isEqualTo(String.join("", source).replace(" ", ""))
                .isNotEmpty();
    }
}
