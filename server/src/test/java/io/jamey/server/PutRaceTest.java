package io.jamey.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.testkit.ReferenceMemoryStore;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A PUT looks before it writes: what others do between the two.
class PutRaceTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final String PATH = "/v1/memories/" + ID + "?namespace=ann";
    private static final String MINE = "{\"content\":\"mine\"}";

    private final Interrupted store = new Interrupted();
    private Api api;

    /// Does something else before the next write.
    private static final class Interrupted extends ForwardingMemoryStore {
        private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

        Interrupted() {
            super(new ReferenceMemoryStore(InstantSource.system()));
        }

        private void interrupt() {
            meanwhile.getAndSet(() -> {}).run();
        }

        @Override
        public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
            interrupt();
            return super.storeAll(namespace, memories);
        }

        @Override
        public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
            interrupt();
            return super.update(namespace, id, patch);
        }
    }

    @BeforeEach
    void start() {
        api = Api.over(store, ServerOptions.defaults());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private void storeTheirs() {
        store.store(ANN, NewMemory.of("theirs").id(ID).build());
    }

    private void delete() {
        store.delete(ANN, ID);
    }

    private void change() {
        store.update(ANN, ID, MemoryPatch.change().content("changed").build());
    }

    private HttpResponse<String> put(String... headers) {
        return api.send("PUT", PATH, MINE, headers);
    }

    private Optional<String> content() {
        return store.retrieve(ANN, ID).map(Memory::content);
    }

    @Test
    void whatWasDeletedDoesNotComeBackUnderIfMatch() {
        storeTheirs();
        for (String version : List.of("\"1\"", "*")) {
            store.meanwhile.set(this::delete);

            assertThat(put("If-Match", version).statusCode()).as(version).isEqualTo(412);
            assertThat(content()).as(version).isEmpty();
            storeTheirs();
        }
    }

    @Test
    void whatWasDeletedIsStoredAnewWhenNothingIsDemanded() {
        storeTheirs();
        store.meanwhile.set(this::delete);

        assertThat(put().statusCode()).isEqualTo(201);
        assertThat(content()).contains("mine");
    }

    @Test
    void whatWasChangedIsReplacedUnlessItsVersionIsDemanded() {
        storeTheirs();
        store.meanwhile.set(this::change);
        assertThat(put("If-Match", "\"1\"").statusCode()).isEqualTo(412);
        assertThat(content()).contains("changed");

        store.meanwhile.set(() ->
                store.update(ANN, ID, MemoryPatch.change().content("again").build()));
        HttpResponse<String> replaced = put();
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(Api.json(replaced)).containsEntry("version", 4L).containsEntry("content", "mine");
    }

    @Test
    void whatWasStoredIsReplacedUnlessOnlyNewIsWanted() {
        store.meanwhile.set(this::storeTheirs);
        assertThat(put("If-None-Match", "*").statusCode()).isEqualTo(412);
        assertThat(content()).contains("theirs");

        delete();
        store.meanwhile.set(this::storeTheirs);
        assertThat(put().statusCode()).isEqualTo(200);
        assertThat(content()).contains("mine");
    }

    @Test
    void whatIsThereIsReplacedUnlessItsVersionIsExcluded() {
        storeTheirs();
        assertThat(put("If-None-Match", "\"1\"").statusCode()).isEqualTo(412);
        assertThat(put("If-None-Match", "\"2\", W/\"1\"").statusCode()).isEqualTo(412);
        assertThat(content()).contains("theirs");

        assertThat(put("If-None-Match", "\"7\"").statusCode()).isEqualTo(200);
        assertThat(content()).contains("mine");
    }

    @Test
    void aMemoryThatIsNotThereHasNoVersionThatIfMatchCouldMean() {
        assertThat(put("If-Match", "*").statusCode()).isEqualTo(412);
        assertThat(put("If-Match", "\"1\"").statusCode()).isEqualTo(412);
        assertThat(content()).isEmpty();
    }
}
