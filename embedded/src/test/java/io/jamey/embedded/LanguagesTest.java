package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.words.Language;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file is opened with one language, then with another, and with the first again.
class LanguagesTest {
    private static final Namespace ANN = Namespace.of("ann");

    @TempDir
    private Path folder;

    private EmbeddedMemoryStore open(Language language) {
        return EmbeddedMemoryStore.open(
                folder.resolve("memory.db"), EmbeddedOptions.defaults().language(language));
    }

    @Test
    void whatWasChangedUnderOneIsNotForgottenUnderTheOther() {
        Memory changed;
        try (var store = open(Language.ENGLISH)) {
            // So many that the index is saved in the file.
            changed = store.storeAll(
                            ANN,
                            IntStream.range(0, 1_500)
                                    .mapToObj(i -> NewMemory.of("walnuts " + i)
                                            .metadata(Metadata.of("tag", "a"))
                                            .build())
                                    .toList())
                    .get(700);
        }
        try (var store = open(Language.GERMAN)) {
            MemoryPatch patch = MemoryPatch.change()
                    .content("harbour")
                    .metadata(Metadata.of("tag", "b"))
                    .build();
            assertThat(store.update(ANN, changed.id(), patch)).isPresent();
        }
        try (var store = open(Language.ENGLISH)) {
            assertThat(store.search(ANN, SearchRequest.of("harbour").build()).matches())
                    .first()
                    .extracting(match -> match.memory().id())
                    .isEqualTo(changed.id());
            assertThat(store.count(ANN, Filter.equal(Field.metadata("tag"), "b")))
                    .isEqualTo(1);
            assertThat(store.verify().problems()).isEmpty();
        }
    }
}
