package io.jamey.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleMemoriesTest {
    private static final int ROWS = 2000;

    private final SampleMemories memories = new SampleMemories(SampleVectors.realistic(16, 42));

    private static Memory stored(NewMemory memory) {
        return memory.stored(Namespace.of("x"), memory.id().orElseThrow(), 0, Instant.EPOCH);
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[ .?]+")).collect(Collectors.toSet());
    }

    @Test
    void a_row_is_the_same_whenever_it_is_asked_for() {
        var again = new SampleMemories(SampleVectors.realistic(16, 42));

        assertThat(again.rows(1990, ROWS).toList())
                .isEqualTo(memories.rows(0, ROWS).skip(1990).toList());
        assertThat(again.question(3, ROWS).build())
                .isEqualTo(memories.question(3, ROWS).build());
    }

    @Test
    void every_row_has_an_id_of_its_own() {
        assertThat(memories.rows(0, ROWS).map(memory -> memory.id().orElseThrow()))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id.version()).isEqualTo(7))
                .allSatisfy(id -> assertThat(id.variant()).isEqualTo(2));
    }

    @ParameterizedTest
    @EnumSource
    void a_share_picks_exactly_as_many_as_it_says(SampleMemories.Share share) {
        Filter filter = share.filter();
        List<Memory> all =
                memories.rows(0, ROWS).map(SampleMemoriesTest::stored).toList();

        assertThat(all.stream().filter(filter::accepts)).hasSize(ROWS * share.permille() / 1_000);
        for (int row = 0; row < ROWS; row++) {
            assertThat(share.has(row)).isEqualTo(filter.accepts(all.get(row)));
        }
    }

    @Test
    void texts_of_a_thread_share_more_words_than_others() {
        var texts = new SampleTexts(memories.vectors());
        var kinship = memories.vectors().kinship();
        double[] shared = new double[2];
        int[] pairs = new int[2];
        for (int row = 0; row < 400; row++) {
            for (int other = 0; other < row; other++) {
                int kin = kinship.subject(kinship.original(row)).thread()
                                == kinship.subject(kinship.original(other)).thread()
                        ? 1
                        : 0;
                Set<String> both = new HashSet<>(words(texts.text(row)));
                both.retainAll(words(texts.text(other)));
                shared[kin] += both.size();
                pairs[kin]++;
            }
        }
        assertThat(shared[1] / pairs[1]).isGreaterThan(2 * shared[0] / pairs[0]);
    }

    @Test
    void frequencies_of_words_fall_as_zipf_has_it() {
        Map<String, Integer> counts = new HashMap<>();
        memories.rows(0, ROWS)
                .forEach(memory -> words(memory.content()).forEach(word -> counts.merge(word, 1, Integer::sum)));
        List<Integer> falling = counts.values().stream().sorted((a, b) -> b - a).toList();

        assertThat(falling.getFirst()).isGreaterThan(ROWS / 3);
        assertThat(falling.get(99)).isLessThan(falling.get(9) / 3);
        assertThat(falling.stream().filter(count -> count == 1).count()).isGreaterThan(falling.size() / 4);
    }

    @Test
    void a_question_uses_words_of_the_memory_it_asks_for() {
        for (int number = 0; number < 100; number++) {
            Set<String> asked = words(memories.questionText(number, ROWS));
            String about = memories.row(memories.vectors().asked(number, ROWS)).content();
            asked.retainAll(words(about));
            assertThat(asked).as(about).isNotEmpty();
        }
    }
}
