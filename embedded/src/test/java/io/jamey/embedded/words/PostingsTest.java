package io.jamey.embedded.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.MemoryException;
import io.jamey.words.AnalyzedText;
import io.jamey.words.Passage;
import io.jamey.words.WordAnalyzer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostingsTest {
    private static final long[] ALL = {-1L, -1L};

    private final WordAnalyzer analyzer = new WordAnalyzer();
    private final Postings postings = new Postings(Integer::compare);

    @Test
    void whatIsAddedIsFoundBestFirst() {
        add(0, "Anna drinks tea with her sister");
        add(7, "tea, tea and more tea");
        add(3, "Ben drinks coffee");
        assertThat(found("tea", ALL, 10)).containsExactly(7, 0);
        assertThat(found("who drinks tea?", ALL, 10)).containsExactly(0, 7, 3);
        assertThat(found("who drinks tea?", ALL, 2)).containsExactly(0, 7);
        assertThat(found("sugar", ALL, 10)).isEmpty();
        assertThat(found("", ALL, 10)).isEmpty();
    }

    @Test
    void anEmptyIndexFindsNothing() {
        assertThat(found("tea", ALL, 10)).isEmpty();
        assertThat(postings.scores(List.of("tea"), new int[] {0, 5})).containsExactly(0, 0);
        assertThat(postings.text(3)).isEqualTo(AnalyzedText.EMPTY);
        assertThat(postings.averageLength()).isZero();
        assertThat(postings.documentFrequency("tea")).isZero();
    }

    @Test
    void aRemovedTextIsForgottenInAllCounts() {
        add(0, "Anna drinks tea");
        add(1, "tea and milk");
        postings.remove(0);
        postings.remove(0);
        postings.remove(99);
        assertThat(found("Anna tea", ALL, 10)).containsExactly(1);
        assertThat(postings.documentFrequency("tea")).isEqualTo(1);
        assertThat(postings.documentFrequency("anna")).isZero();
        assertThat(postings.passages()).isEqualTo(1);
        assertThat(postings.averageLength()).isEqualTo(2);
        postings.remove(1);
        assertThat(found("tea", ALL, 10)).isEmpty();
        assertThat(postings.averageLength()).isZero();
    }

    @Test
    void aSlotCanBeUsedAgain() {
        add(4, "tea");
        postings.remove(4);
        add(4, "coffee");
        assertThat(found("tea", ALL, 10)).isEmpty();
        assertThat(found("coffee", ALL, 10)).containsExactly(4);
    }

    @Test
    void textWithoutTermsTakesNoPartAndCanBeReplaced() {
        add(0, "to be or not to be");
        assertThat(postings.passages()).isZero();
        postings.remove(0);
        add(0, "tea");
        assertThat(found("tea", ALL, 10)).containsExactly(0);
    }

    @Test
    void onlyAcceptedSlotsAreFound() {
        for (int slot = 0; slot < 130; slot++) {
            add(slot, "tea number " + slot);
        }
        assertThat(found("tea", new long[] {1L << 5 | 1L << 63, 1L}, 10)).containsExactly(5, 63, 64);
        assertThat(found("tea", new long[0], 10)).isEmpty();
        assertThat(found("tea", new long[] {0, 0, 0, 0}, 10)).isEmpty();
        assertThat(found("tea", new long[] {-1L}, 1_000)).hasSize(64).doesNotContain(64);
    }

    @Test
    void equalScoresAreOrderedAsTheCallerSays() {
        var descending = new Postings((a, b) -> Integer.compare(b, a));
        for (int slot = 0; slot < 10; slot++) {
            descending.add(slot, analyzer.analyze("tea"));
            add(slot, "tea");
        }
        WordHits hits = descending.search(List.of("tea"), ALL, 3);
        assertThat(List.of(hits.slot(0), hits.slot(1), hits.slot(2))).containsExactly(9, 8, 7);
        assertThat(found("tea", ALL, 3)).containsExactly(0, 1, 2);
    }

    @Test
    void aLongTextIsFoundOnceByItsBestPassage() {
        add(0, "tea ".repeat(3) + "filler words about something else ".repeat(100) + "harbour");
        add(1, "harbour at night in the rain");
        WordHits hits = postings.search(analyzer.queryTerms("harbour"), ALL, 10);
        assertThat(hits.size()).isEqualTo(2);
        assertThat(found("tea harbour", ALL, 10)).containsExactlyInAnyOrder(0, 1);
        assertThat(postings.passages())
                .isEqualTo(1 + postings.text(0).passages().size());
    }

    @Test
    void repeatedQuestionTermsCountOnce() {
        add(0, "tea and milk");
        assertThat(postings.search(List.of("tea", "milk", "tea"), ALL, 1).score(0))
                .isEqualTo(postings.search(List.of("tea", "milk"), ALL, 1).score(0));
        assertThat(postings.scores(List.of("tea", "tea"), new int[] {0}))
                .isEqualTo(postings.scores(List.of("tea"), new int[] {0}));
    }

    @Test
    void aSearchCountsThePostingsItVisits() {
        add(0, "tea and milk");
        add(1, "tea and coffee");
        assertThat(postings.search(List.of("tea", "milk"), ALL, 1).visited()).isEqualTo(3);
        assertThat(postings.search(List.of("unheard"), ALL, 1).visited()).isZero();
    }

    @Test
    void aTextComesBackAsItWasAdded() {
        AnalyzedText text = analyzer.analyze("Tea 🍵 tea 茶 José " + "and more words ".repeat(90));
        assertThat(text.passages()).hasSizeGreaterThan(1);
        postings.add(0, text);
        assertThat(postings.text(0)).isEqualTo(text);
    }

    @Test
    void theLongestPassageAndHighestFrequencyAreExact() {
        var longest = new AnalyzedText(List.of(new Passage(Map.of("tea", Passage.LENGTH))));
        postings.add(0, longest);
        add(1, "tea");
        assertThat(postings.text(0)).isEqualTo(longest);
        assertThat(postings.averageLength()).isEqualTo((65_535 + 1) / 2.0);
    }

    @Test
    void wrongArgumentsAreRefusedBeforeAnythingChanges() {
        add(0, "tea");
        assertThatThrownBy(() -> add(0, "coffee")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> add(-1, "coffee")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> postings.search(List.of("tea"), ALL, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(postings.passages()).isEqualTo(1);
        assertThat(found("coffee", ALL, 10)).isEmpty();
    }

    @Test
    void aFullIndexSaysSoAndStillSearchesAndForgets() {
        var small = new Postings(Integer::compare, 4);
        byte[] chunk = chunkOf("tea with milk and sugar");
        small.add(0, analyzer.analyze("more terms than four bytes hold"));
        assertThatThrownBy(() -> small.add(1, analyzer.analyze("tea")))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.FULL));
        assertThatThrownBy(() -> small.read(chunk, new long[] {2})).isInstanceOf(MemoryException.class);
        assertThat(small.search(List.of("four"), ALL, 1).size()).isEqualTo(1);
        small.remove(0);
        assertThat(small.passages()).isZero();
    }

    @Test
    void removalGivesMemoryBack() {
        for (int slot = 0; slot < 5_000; slot++) {
            add(slot, "tea number " + slot + " of many");
        }
        long full = postings.bytes();
        for (int slot = 0; slot < 5_000; slot++) {
            postings.remove(slot);
        }
        assertThat(postings.bytes()).isLessThan(full / 2);
    }

    private byte[] chunkOf(String text) {
        var index = new Postings(Integer::compare);
        index.add(1, analyzer.analyze(text));
        return index.write(0, 2);
    }

    private void add(int slot, String text) {
        postings.add(slot, analyzer.analyze(text));
    }

    private List<Integer> found(String question, long[] accept, int k) {
        WordHits hits = postings.search(analyzer.queryTerms(question), accept, k);
        Integer[] slots = new Integer[hits.size()];
        Arrays.setAll(slots, hits::slot);
        return List.of(slots);
    }
}
