package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Namespace;
import io.jamey.words.Passage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TermFrequencyTest {
    @Test
    void every_number_that_a_passage_can_have_is_read_from_the_rank() {
        String mark = Words.mark(Namespace.of("ann"));
        List<String> vectors = IntStream.rangeClosed(1, TermFrequency.MAX - 1)
                .mapToObj(n -> Words.vector(mark, new Passage(Map.of("tea", n, "it's \\ odd", 2))))
                .toList();
        try (var store = PostgresMemoryStore.open(TestServer.shared().options())) {
            List<Integer> read = store.database()
                    .call(
                            Duration.ofSeconds(20),
                            session -> session.rows(
                                    Query.of(
                                            "SELECT " + TermFrequency.SQL + " FROM (SELECT v::tsvector AS terms, turn"
                                                    + " FROM unnest(?::text[]) WITH ORDINALITY u(v, turn)) p,"
                                                    + " (SELECT ?::tsquery AS query) asked ORDER BY p.turn",
                                            vectors,
                                            Words.query(mark, List.of("tea"))),
                                    row -> row.getInt(1)));

            assertThat(read)
                    .isEqualTo(IntStream.rangeClosed(1, TermFrequency.MAX - 1)
                            .boxed()
                            .toList());
        }
    }
}
