package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.ranking.Ranking;
import io.jamey.words.Language;
import io.jamey.words.WordAnalyzer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// As many memories in many namespaces as in ten: neither planning nor what is done takes longer.
/// `-Djamey.postgres.namespaces=10000` says how many (two minutes).
@EnabledIfSystemProperty(
        named = "jamey.postgres.namespaces",
        matches = "\\d+",
        disabledReason = "a campaign: -Djamey.postgres.namespaces=10000")
class ManyNamespacesTest {
    private static final int MANY = Integer.getInteger("jamey.postgres.namespaces", 0);
    private static final int FEW = 10;
    private static final int EACH = 5;
    private static final int ROWS = EACH * MANY;
    private static final int ROUNDS = 400;
    private static final int WARM_UP = 100;
    /// A machine that does other things too differs by so much from itself.
    private static final double NOISE = 1.25;

    private static final long SEED = Long.getLong("jamey.seed", 7);

    private final Random random = new Random(SEED);

    /// A store whose memories are shared out.
    private final class Shared implements AutoCloseable {
        private final PostgresOptions options = TestServer.shared().options();
        private final PostgresMemoryStore store = PostgresMemoryStore.open(options);
        private final Engine engine = new Engine(
                store.database(),
                new Dimension(store.database(), options.index()),
                new AccessTimes(),
                new WordAnalyzer(Language.ENGLISH),
                InstantSource.system(),
                options.exactUpTo());
        private final int namespaces;
        private final List<Memory> memories = new ArrayList<>();

        Shared(int namespaces) {
            this.namespaces = namespaces;
            int each = ROWS / namespaces;
            for (int i = 0; i < namespaces; i++) {
                for (int from = 0; from < each; from += 1_000) {
                    memories.addAll(store.storeAll(
                            namespace(i),
                            IntStream.range(from, Math.min(each, from + 1_000))
                                    .mapToObj(_ -> fresh())
                                    .toList()));
                }
            }
            try (var connection = DriverManager.getConnection(options.url());
                    var statement = connection.createStatement()) {
                for (String table : List.of("namespace", "memory", "access", "embedding", "passage")) {
                    statement.execute("VACUUM ANALYZE " + options.schema() + "." + table);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private Namespace namespace(int number) {
            return Namespace.of("tenant-" + number);
        }

        private Namespace any() {
            return namespace(random.nextInt(namespaces));
        }

        private Memory anyMemory() {
            return memories.get(random.nextInt(memories.size()));
        }

        Map<String, DoubleSupplier> figures() {
            var figures = new LinkedHashMap<String, DoubleSupplier>();
            figures.put("planning of a search", this::planning);
            figures.put("store", () -> timed(() -> store.store(any(), fresh())));
            figures.put("retrieve", () -> {
                Memory memory = anyMemory();
                return timed(() -> store.retrieve(memory.namespace(), memory.id()));
            });
            figures.put("retrieve, of another", () -> timed(() -> store.retrieve(any(), new UUID(1, 2))));
            figures.put("update", () -> {
                Memory memory = anyMemory();
                var patch = MemoryPatch.change().content(content()).build();
                return timed(() -> store.update(memory.namespace(), memory.id(), patch));
            });
            figures.put("page of " + EACH, () -> timed(() -> store.listPaginated(any(), EACH, 0)));
            figures.put("search", () -> timed(() -> store.search(any(), request())));
            return figures;
        }

        /// As PostgreSQL tells it.
        private double planning() {
            Instant now = engine.now();
            SearchRequest request = request();
            Query query = new SearchStatement(engine, any(), request, Ranking.of(request, now), now).query();
            List<String> plan = store.database()
                    .call(
                            store.database().patience().search(),
                            session -> session.rows(
                                    Query.of("EXPLAIN (SUMMARY ON) ").add(query), row -> row.getString(1)));
            String line = plan.stream()
                    .filter(each -> each.startsWith("Planning Time"))
                    .findFirst()
                    .orElseThrow();
            return Double.parseDouble(line.replaceAll("[^0-9.]", "")) * 1_000;
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static double timed(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return (System.nanoTime() - start) / 1_000.0;
    }

    private String content() {
        return IntStream.range(0, 12)
                .mapToObj(_ -> "word" + (int) Math.pow(random.nextInt(60), 2))
                .reduce("", (a, b) -> a + " " + b);
    }

    private Embedding embedding() {
        var components = new float[16];
        for (int i = 0; i < components.length; i++) {
            components[i] = (float) random.nextGaussian();
        }
        return Embedding.owning(components);
    }

    private NewMemory fresh() {
        return NewMemory.of(content()).embedding(embedding()).build();
    }

    private SearchRequest request() {
        return SearchRequest.of(content()).embedding(embedding()).limit(3).build();
    }

    @Test
    void planning_and_work_take_no_longer_with_many_namespaces_than_with_ten() {
        try (var few = new Shared(FEW);
                var many = new Shared(MANY)) {
            Map<String, DoubleSupplier> ofMany = many.figures();
            few.figures().forEach((what, ofFew) -> {
                var ofMine = new double[ROUNDS];
                var ofOther = new double[ROUNDS];
                DoubleSupplier other = ofMany.getOrDefault(what, () -> Double.NaN);
                for (int round = -WARM_UP; round < ROUNDS; round++) {
                    double one = ofFew.getAsDouble();
                    double two = other.getAsDouble();
                    if (round >= 0) {
                        ofMine[round] = one;
                        ofOther[round] = two;
                    }
                }
                double ratio = median(ofOther) / median(ofMine);
                System.out.printf(
                        "%-22s %,10.0f us in %d namespaces, %,10.0f us in %d: %.2f%n",
                        what, median(ofMine), FEW, median(ofOther), MANY, ratio);
                assertThat(ratio).as("%s, seed %d", what, SEED).isLessThan(NOISE);
            });
            assertThat(many.store.status().namespaces()).isEqualTo(MANY);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
