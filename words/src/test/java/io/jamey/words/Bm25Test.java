package io.jamey.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Bm25Test {
    private static final AnalyzedText TEA = text(new Passage(Map.of("tea", 2, "milk", 1)));
    private static final AnalyzedText COFFEE = text(new Passage(Map.of("coffee", 1)));
    private static final AnalyzedText LONG =
            text(new Passage(Map.of("milk", 1, "cow", 3)), new Passage(Map.of("tea", 1, "leaf", 1)));
    private final WordStatistics statistics = WordStatistics.of(List.of(TEA, COFFEE, LONG, AnalyzedText.EMPTY));

    @Test
    void eachPassageCountsAsADocument() {
        assertThat(statistics.passages()).isEqualTo(4);
        assertThat(statistics.averageLength()).isEqualTo(2.5);
        assertThat(statistics.documentFrequency("milk")).isEqualTo(2);
        assertThat(statistics.documentFrequency("sugar")).isZero();
        assertThat(WordStatistics.of(List.of()).averageLength()).isZero();
    }

    @Test
    void aScoreIsWhatTheFormulaSaysByHand() {
        // idf = ln(1 + 2.5 / 2.5); tf part = 2 / (2 + 1.2 * (0.25 + 0.75 * 3 / 2.5)) = 2 / 3.38
        assertThat(Bm25.score(List.of("tea"), TEA, statistics)).isCloseTo(0.693147180559945 * 2 / 3.38, within(1e-12));
        // idf = ln(1 + 3.5 / 1.5); tf part = 1 / (1 + 1.2 * (0.25 + 0.75 * 1 / 2.5)) = 1 / 1.66
        assertThat(Bm25.score(List.of("coffee"), COFFEE, statistics))
                .isCloseTo(1.203972804325936 / 1.66, within(1e-12));
    }

    @Test
    void aTextIsAsGoodAsItsBestPassage() {
        AnalyzedText cow = new AnalyzedText(LONG.passages().subList(0, 1));
        AnalyzedText leaf = new AnalyzedText(LONG.passages().subList(1, 2));
        double best = Math.max(
                Bm25.score(List.of("milk", "leaf"), cow, statistics),
                Bm25.score(List.of("milk", "leaf"), leaf, statistics));
        assertThat(Bm25.score(List.of("milk", "leaf"), LONG, statistics))
                .isPositive()
                .isEqualTo(best);
    }

    @Test
    void repeatingAWordInTheQuestionAddsNothing() {
        assertThat(Bm25.score(List.of("tea", "tea", "milk"), TEA, statistics))
                .isEqualTo(Bm25.score(List.of("tea", "milk"), TEA, statistics));
    }

    @Test
    void withoutASharedWordTheScoreIsZero() {
        assertThat(Bm25.score(List.of("sugar"), TEA, statistics)).isZero();
        assertThat(Bm25.score(List.of(), TEA, statistics)).isZero();
        assertThat(Bm25.score(List.of("tea"), AnalyzedText.EMPTY, statistics)).isZero();
    }

    @Test
    void evenATermThatAllPassagesHaveCountsInFavour() {
        assertThat(Bm25.idf(1_000_000, 1_000_000)).isPositive();
        assertThat(Bm25.idf(1_000_000, 1)).isGreaterThan(Bm25.idf(1_000_000, 2));
    }

    @Test
    void aPassageHasTermsThatOccur() {
        assertThatThrownBy(() -> new Passage(Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Passage(Map.of("tea", 0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Passage(Map.of("tea", Passage.LENGTH, "milk", 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Passage(Map.of("tea", Passage.LENGTH)).length()).isEqualTo(65_535);
    }

    private static AnalyzedText text(Passage... passages) {
        return new AnalyzedText(List.of(passages));
    }
}
