package io.jamey.server.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jamey.MemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.server.access.Scope;
import io.jamey.server.leaks.LeakyStore.Fault;
import io.jamey.testkit.ReferenceMemoryStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Tenants of one server never learn anything of each other, by no operation and no tool. Times are not compared.
class LeakTest {
    private static final int TENANTS = 50;
    private static final int FEW = 4;
    private static final Optional<Scope> EACH_ITS_OWN = Optional.empty();

    @TempDir
    private Path folder;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger jamey = (Logger) LoggerFactory.getLogger("io.jamey");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Level usual;

    @BeforeEach
    void listenToTheLog() {
        usual = root.getLevel();
        root.setLevel(Level.INFO);
        jamey.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void leaveTheLog() {
        root.detachAppender(log);
        root.setLevel(usual);
        jamey.setLevel(null);
    }

    private static Random random() {
        long seed = Long.getLong("jamey.seed", System.nanoTime());
        System.out.println("repeat with -Djamey.seed=" + seed);
        return new Random(seed);
    }

    /// Everything that leaks from a server over this store.
    ///
    /// @param tenants so many; when they are few, one finding is enough
    /// @param planting what is to happen when the tenants are there
    private List<String> leaks(
            MemoryStore store, int tenants, Optional<Scope> scopeOfAll, Consumer<List<Tenant>> planting) {
        try (var server = new SharedServer(store, folder, random(), tenants, scopeOfAll)) {
            List<Tenant> all = server.tenants();
            planting.accept(all);
            var found = new ArrayList<>(new Attack(server, store, all, tenants == FEW).findings());
            for (ILoggingEvent event : List.copyOf(log.list)) {
                String line = event.getFormattedMessage() + " " + event.getThrowableProxy();
                if (all.stream().anyMatch(tenant -> line.contains(tenant.canary()))) {
                    found.add("the log shows something of a tenant: " + line);
                }
            }
            return found;
        }
    }

    @Test
    void nothingOfAnotherTenantIsSeenOrChangedByAnyOperationOrTool() {
        try (var store = EmbeddedMemoryStore.open(folder.resolve("memory.db"))) {
            assertThat(leaks(store, TENANTS, EACH_ITS_OWN, _ -> {})).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storeAll",
                "retrieve",
                "search",
                "update",
                "deleteBatch",
                "listPaginated",
                "iterate",
                "count",
                "touch"
            })
    void anOperationThatConfusesNamespacesWouldBeNoticed(String operation) {
        assertThat(leaks(new LeakyStore(operation, Fault.CONFUSED))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"retrieveBatch", "deleteBatch", "deleteMatching"})
    void anOperationThatLooksEverywhereWouldBeNoticed(String operation) {
        assertThat(leaks(new LeakyStore(operation, Fault.LOOKS_EVERYWHERE))).isNotEmpty();
    }

    @Test
    void aLogThatTellsWouldBeNoticed() {
        assertThat(leaks(new LeakyStore("search", Fault.TALKS)))
                .anySatisfy(leak -> assertThat(leak).startsWith("the log shows something of a tenant"));
    }

    @Test
    void aServerThatForgetsWhatAKeyOpensWouldBeNoticed() {
        List<String> leaks =
                leaks(new ReferenceMemoryStore(InstantSource.system()), FEW, Optional.of(Scope.everything()), _ -> {});

        assertThat(leaks).first().asString().startsWith("GET /v1/memories/<id>?namespace=<namespace> is answered");
    }

    @Test
    void anOperationOrAToolThatIsNotTriedWouldBeNoticed() {
        Map<String, Map<String, String>> paths = Map.of("/v1/memories/{id}", Map.of("get", "", "post", ""));

        assertThat(Attack.untried(paths, RestProbes.all()))
                .containsExactly("POST /v1/memories/{id} is not tried: add it to RestProbes");
        assertThat(Attack.untriedTools("[{\"name\":\"get_memory\"},{\"name\":\"merge_memories\"}]"))
                .containsExactly("merge_memories is not tried: add it to ToolProbes");
    }

    private List<String> leaks(LeakyStore leaky) {
        try (MemoryStore store = leaky.store()) {
            return leaks(store, FEW, EACH_ITS_OWN, tenants -> leaky.leak(tenants.get(2), tenants.get(0)));
        }
    }
}
