package io.jamey.lab.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.bench.data.SampleVectors;
import io.jamey.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The benchmark still works with all peers: it measures right answers, and says so in every format.
class PeersTest {
    private static final List<String> NAMES =
            List.of("jamey", "jamey-index", "lucene", "lucene-bits", "jvector", "langchain4j", "spring");

    @TempDir
    private Path folder;

    private Report report() throws IOException {
        var settings = new Comparison.Settings(1, 0, 0, 0, 0.95, 1);
        var corpus = new Corpus(300, settings.writes(), 10, SampleVectors.realistic(96, 1));
        var peers = new ArrayList<Peer>();
        try {
            for (String name : NAMES) {
                peers.add(PeersCommand.open(name, corpus, folder, Map.of()));
            }
            var results = new Comparison(settings, corpus, peers, step -> {}).run();
            return new Report(300, 96, 1, "here", results, Map.of("PostgreSQL + pgvector", "not reachable"));
        } finally {
            for (Peer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void all_peers_answer_right_and_the_table_says_so() throws IOException {
        Report report = report();

        assertThat(report.results()).hasSize(NAMES.size()).allSatisfy(result -> {
            assertThat(result.searches()).hasSize(3).allSatisfy(searched -> {
                assertThat(searched.recall()).as(result.name()).isGreaterThanOrEqualTo(0.95);
                assertThat(searched.micros().median()).isPositive();
            });
            assertThat(result.writes())
                    .hasSize(3)
                    .allSatisfy(written -> assertThat(written.micros().median()).isPositive());
        });
        assertThat(report.in(Report.Format.md).lines().filter(line -> line.startsWith("| Lucene HNSW")))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line.split("\\|")).hasSize(12));
        assertThat(report.in(Report.Format.text)).contains("JVector").contains("pgvector: not reachable");
        assertThat(Json.read(report.in(Report.Format.json).getBytes(UTF_8)))
                .isInstanceOf(Map.class)
                .asString()
                .contains("rows=300", "recall_at_10", "PostgreSQL + pgvector=not reachable");
    }

    @Test
    void a_wrong_answer_counts_as_one() {
        assertThat(Corpus.recall(new int[] {1, 2, 3, 4}, new int[] {4, 9, 2})).isEqualTo(0.5);
    }

    @Test
    void a_spread_is_made_of_quantiles_and_a_ratio_of_pairs() {
        assertThat(Spread.of(5, 1, 4, 2, 3)).isEqualTo(new Spread(1.4, 3, 4.6));
        assertThat(Spread.ofRatios(new double[] {2, 9, 4}, new double[] {1, 3, 2})
                        .median())
                .isEqualTo(2);
    }
}
