package io.jamey.bench.budgets;

import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.FileStores;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.groups.Catalogue;
import io.jamey.bench.groups.Operation;
import io.jamey.bench.groups.Stage;
import io.jamey.junit.Calibration;
import io.jamey.junit.PerformanceBudget;
import io.jamey.junit.Timed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The embedded store keeps to the mission's budgets with 10,000 memories of 1536 dimensions, in 95 % of calls. Runs
/// in the nightly profile.
@Tag("performance")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedBudgetsTest {
    private static final DataShape SHAPE = new DataShape(10_000, 1536, 42, false, 1);

    private final Map<String, Operation> operations = new HashMap<>();
    private Stage stage;
    private long number;

    @BeforeAll
    void fill(@TempDir Path folder) {
        var stores = new FileStores();
        stage = new Stage(
                DataSet.of(SHAPE, stores, folder.resolve("data"), "code", Steps.UNHEARD),
                stores,
                folder.resolve("stage"));
    }

    @AfterAll
    void close() {
        operations.values().forEach(Operation::close);
        stage.close();
    }

    private void run(String name, Timed timed) {
        Operation operation = operations.computeIfAbsent(
                name, _ -> Catalogue.byId("memory_operations/" + name).make().apply(stage));
        operation.prepare(number, 1);
        timed.call(() -> operation.call(number));
        operation.restore();
        number++;
    }

    @Test
    @PerformanceBudget(millis = 30, calibration = Calibration.DISK)
    void storesOneMemoryDurably(Timed timed) {
        run("store", timed);
    }

    @Test
    @PerformanceBudget(millis = 10, warmUp = 2_000)
    void retrievesOneMemory(Timed timed) {
        run("retrieve", timed);
    }

    @Test
    @PerformanceBudget(millis = 50, warmUp = 500)
    void searchesWithTextAndEmbedding(Timed timed) {
        run("search", timed);
    }

    @Test
    @PerformanceBudget(millis = 25, calibration = Calibration.DISK)
    void updatesContentAndEmbedding(Timed timed) {
        run("update", timed);
    }

    @Test
    @PerformanceBudget(millis = 10, calibration = Calibration.DISK)
    void deletesOneMemory(Timed timed) {
        run("delete", timed);
    }

    @Test
    @PerformanceBudget(millis = 75, warmUp = 500)
    void listsAPageWithItsTotal(Timed timed) {
        run("list_page", timed);
    }
}
