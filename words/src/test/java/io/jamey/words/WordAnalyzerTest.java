package io.jamey.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordAnalyzerTest {
    private final WordAnalyzer english = new WordAnalyzer();

    @Test
    void wordsAreReducedToStemsWithoutStopWordsAndPossessives() {
        assertThat(english.queryTerms("When did Caroline's sisters go hiking in the Mountains?"))
                .containsExactly("carolin", "sister", "go", "hike", "mountain");
        assertThat(english.queryTerms("hiked")).isEqualTo(english.queryTerms("HIKES"));
    }

    @Test
    void typographicApostrophesAreLikePlainOnes() {
        assertThat(english.queryTerms("She didn\u2019t see Ann\u2019s dog"))
                .isEqualTo(english.queryTerms("She didn't see Ann's dog"))
                .containsExactly("see", "ann", "dog");
    }

    @Test
    void withoutALanguageWordsStayAsTheyStand() {
        var plain = new WordAnalyzer(Language.NONE);
        assertThat(plain.queryTerms("The Cafés were hiking")).containsExactly("the", "cafés", "were", "hiking");
    }

    @Test
    void otherLanguagesHaveTheirOwnStemsAndStopWords() {
        var german = new WordAnalyzer(Language.GERMAN);
        assertThat(german.queryTerms("die Häuser und das Haus")).hasSize(1);
        var french = new WordAnalyzer(Language.FRENCH);
        assertThat(french.queryTerms("l'avion des amis")).containsExactly("avion", "ami");
    }

    @Test
    void englishFindsNamesWithoutTheirAccents() {
        assertThat(english.queryTerms("José Björk café")).isEqualTo(english.queryTerms("jose bjork cafe"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void composedAndDecomposedTextYieldTheSameTerms(Language language) {
        String text = "José naïve Zürich ångström Đà Nẵng 각 ガ";
        var analyzer = new WordAnalyzer(language);
        assertThat(analyzer.analyze(Normalizer.normalize(text, Normalizer.Form.NFD)))
                .isEqualTo(analyzer.analyze(Normalizer.normalize(text, Normalizer.Form.NFC)));
    }

    @Test
    void fullWidthLettersAreLikeOrdinaryOnes() {
        assertThat(english.queryTerms("ＪＡＭＥＹ ４２")).isEqualTo(english.queryTerms("jamey 42"));
    }

    @Test
    void chineseAndJapaneseCharactersAreWordsOfTheirOwn() {
        assertThat(english.queryTerms("我喜欢茶")).containsExactly("我", "喜", "欢", "茶");
        assertThat(english.queryTerms("お茶")).containsExactly("お", "茶");
    }

    @Test
    void theLanguageCjkPairsCharacters() {
        assertThat(new WordAnalyzer(Language.CJK).queryTerms("我喜欢茶")).containsExactly("我喜", "喜欢", "欢茶");
    }

    @Test
    void emojiAreWords() {
        assertThat(english.queryTerms("pizza 🍕, family 👨‍👩‍👧!"))
                .containsExactly("pizza", "🍕", "famili", "👨‍👩‍👧");
    }

    @Test
    void textWithoutWordsYieldsNothing() {
        for (String text : List.of("", " \n\t", "?!... --", "to be or not to be", "\u0301", "\u200d", "\ufeff")) {
            assertThat(english.analyze(text)).as(text).isEqualTo(AnalyzedText.EMPTY);
            assertThat(english.queryTerms(text)).as(text).isEmpty();
        }
    }

    @Test
    void termsUpToTheLimitAreKeptAndLongerOnesLeftOut() {
        String longest = "x".repeat(WordAnalyzer.TERM_LENGTH);
        assertThat(english.queryTerms("a " + longest + " cat")).containsExactly(longest, "cat");
        assertThat(english.queryTerms("a " + longest + "x cat")).containsExactly("cat");
        assertThat(english.analyze("Z".repeat(255 * 4000)).passages()).isEmpty();
    }

    @Test
    void aQuestionsTermsAreDistinctAndLimited() {
        assertThat(english.queryTerms("tea coffee tea TEAS")).containsExactly("tea", "coffe");
        String many = IntStream.range(0, 2_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        assertThat(english.queryTerms(many)).hasSize(WordAnalyzer.QUERY_TERMS).startsWith("w0", "w1");
    }

    @Test
    void shortContentIsOnePassageWithItsFrequencies() {
        AnalyzedText text = english.analyze("Tea, tea and the coffee");
        assertThat(text.passages()).hasSize(1);
        assertThat(text.passages().getFirst().frequencies())
                .containsExactlyInAnyOrderEntriesOf(Map.of("tea", 2, "coffe", 1));
        assertThat(text.passages().getFirst().length()).isEqualTo(3);
        assertThat(english.analyze(words(WordAnalyzer.PASSAGE_WORDS)).passages())
                .hasSize(1);
    }

    @Test
    void longerContentIsSplitIntoEqualPassagesInOrder() {
        List<Passage> two = english.analyze(words(121)).passages();
        assertThat(two).extracting(Passage::length).containsExactly(61, 60);
        assertThat(two.getFirst().frequencies()).containsKeys("w0", "w60").doesNotContainKey("w61");
        assertThat(english.analyze(words(1_000)).passages())
                .hasSize(9)
                .allSatisfy(passage -> assertThat(passage.length()).isBetween(111, 112));
    }

    @Test
    void stopWordsCountTowardsTheLengthOfAPassage() {
        List<Passage> passages = english.analyze("the ".repeat(119) + "first second " + "the ".repeat(119))
                .passages();
        assertThat(passages)
                .extracting(passage -> passage.frequencies().keySet())
                .containsExactly(Set.of("first"), Set.of("second"));
    }

    @Test
    void passagesWithoutTermsAreLeftOut() {
        assertThat(english.analyze("tea " + "the ".repeat(500) + "coffee").passages())
                .hasSize(2);
    }

    @Test
    void textWithoutSpacesIsSplitToo() {
        assertThat(english.analyze("茶".repeat(1_200)).passages())
                .hasSize(10)
                .allSatisfy(passage -> assertThat(passage.frequencies()).isEqualTo(Map.of("茶", 120)));
    }

    @Test
    void wordsOfNothingButDecorationAreLeftOut() {
        assertThat(new WordAnalyzer(Language.ARABIC).queryTerms("ـــ")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void anyWellFormedTextIsAnalyzed(Language language) {
        long seed = Long.getLong("jamey.seed", System.nanoTime());
        var random = new Random(seed);
        var analyzer = new WordAnalyzer(language);
        for (int i = 0; i < 50; i++) {
            String text = wellFormed(random, random.nextInt(400));
            AnalyzedText analyzed = analyzer.analyze(text);
            assertThat(analyzed).as("seed %d", seed).isEqualTo(analyzer.analyze(text));
            assertThat(analyzed.passages())
                    .as("seed %d", seed)
                    .allMatch(passage -> passage.frequencies().keySet().stream()
                            .allMatch(term -> !term.isEmpty() && term.length() <= WordAnalyzer.TERM_LENGTH));
        }
    }

    @Test
    void manyThreadsGetTheSameTermsAsOne() throws Exception {
        List<String> texts =
                IntStream.range(0, 200).mapToObj(i -> words(i) + " running").toList();
        List<AnalyzedText> expected = texts.stream().map(english::analyze).toList();
        var tasks = new ArrayList<Callable<AnalyzedText>>();
        texts.forEach(text -> tasks.add(() -> english.analyze(text)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<AnalyzedText> found = new ArrayList<>();
            for (var future : threads.invokeAll(tasks)) {
                found.add(future.get());
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }

    /// Characters from a few scripts at a time, spaces between some.
    private static String wellFormed(Random random, int length) {
        var text = new StringBuilder();
        var blocks = new ArrayList<>(List.of(0x20, 0x300, 0x400, 0x600, 0x900, 0xe00, 0x1100, 0x3040, 0x4e00, 0x1f300));
        Collections.shuffle(blocks, random);
        while (text.length() < length) {
            int start = random.nextInt(20) == 0 ? random.nextInt(0x110000) : blocks.get(random.nextInt(3));
            int character = Math.min(start + random.nextInt(0x100), Character.MAX_CODE_POINT);
            if (random.nextInt(6) == 0) {
                text.append(' ');
            } else if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
                text.appendCodePoint(character);
            }
        }
        return text.toString();
    }
}
