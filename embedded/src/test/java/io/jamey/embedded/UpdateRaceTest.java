package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A memory is changed while a read is under way that had accepted it: the change is in the file, and not yet in the
/// index that the read holds.
class UpdateRaceTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final Filter BY_ANN = Filter.equal(Field.ACTOR, "Ann");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aSearchReturnsOnlyWhatItsFilterAccepts(int question) {
        check(question, store -> {
            var request = SearchRequest.of("walnuts").filter(BY_ANN).limit(5).build();
            return store.search(ANN, request).matches().stream()
                    .map(match -> match.memory())
                    .toList();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aPageHoldsOnlyWhatItsFilterAccepts(int question) {
        check(
                question,
                store -> store.listPaginated(ANN, PageRequest.of(5).where(BY_ANN))
                        .items());
    }

    /// @param question of the reading thread for the time, at which the change is made
    private void check(int question, Function<EmbeddedMemoryStore, List<Memory>> read) {
        var clock = new Interrupting();
        try (var store = EmbeddedMemoryStore.open(
                folder.resolve("memory.db"), EmbeddedOptions.defaults().clock(clock))) {
            for (int i = 0; i < 5; i++) {
                store.store(ANN, NewMemory.of("walnuts " + i).actor("Ann").build());
            }
            Memory changed = read.apply(store).getFirst();
            MemoryPatch toBen = MemoryPatch.change().actor("Ben").build();
            Thread[] writer = new Thread[1];
            clock.at(question, () -> {
                writer[0] = Thread.ofPlatform().start(() -> store.update(ANN, changed.id(), toBen));
                while (store.retrieve(ANN, changed.id()).orElseThrow().actor().equals(Optional.of("Ann"))) {
                    Thread.onSpinWait();
                }
            });

            List<Memory> found = read.apply(store);

            assertThat(found).hasSize(writer[0] == null ? 5 : 4).allMatch(BY_ANN::accepts);
        }
    }

    /// Does something when the thread that set it asks for the time again, and not while it does so.
    private static final class Interrupting implements InstantSource {
        private Thread thread = Thread.currentThread();
        private int left;
        private Runnable action = () -> {};

        void at(int question, Runnable what) {
            left = question;
            action = what;
        }

        @Override
        public Instant instant() {
            if (Thread.currentThread().equals(thread) && left > 0) {
                left--;
                if (left == 0) {
                    action.run();
                }
            }
            return Instant.now();
        }
    }
}
