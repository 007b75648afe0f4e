package io.jamey.embedded.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.words.AnalyzedText;
import io.jamey.words.Passage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

class PostingsAgainstFormulaTest {
    private static final int SLOTS = 3_000;
    private static final int VOCABULARY = 4_000;

    private final long seed = Long.getLong("jamey.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Integer> ranks = new ArrayList<>();
    private final Postings postings = new Postings((a, b) -> Integer.compare(ranks.get(a), ranks.get(b)));
    private final PlainBm25 plain = new PlainBm25();

    @BeforeEach
    void giveTiesARandomOrder() {
        for (int slot = 0; slot < SLOTS; slot++) {
            ranks.add(slot);
        }
        Collections.shuffle(ranks, random);
    }

    @RepeatedTest(3)
    void randomWritesLeaveTheSameScoresAsAnIndexMadeAnew() {
        for (int round = 0; round < 6; round++) {
            double removals = random.nextDouble();
            for (int i = 0; i < 1_000; i++) {
                write(random.nextInt(SLOTS), random.nextDouble() < removals);
            }
            checkStatistics();
            for (int i = 0; i < 6; i++) {
                checkSearch(question(), accept(), 1 + random.nextInt(200));
            }
        }
    }

    @RepeatedTest(2)
    void chunksBringBackTheAcceptedSlots() {
        for (int i = 0; i < 4_000; i++) {
            write(random.nextInt(SLOTS), random.nextInt(3) == 0);
        }
        var chunks = new ArrayList<byte[]>();
        for (int slot = 0; slot < SLOTS; slot += 1_024) {
            chunks.add(postings.write(slot, Math.min(SLOTS, slot + 1_024)));
        }
        Collections.shuffle(chunks, random);
        long[] accept = accept();
        var restored = new Postings((a, b) -> Integer.compare(ranks.get(a), ranks.get(b)));
        chunks.forEach(chunk -> restored.read(chunk, accept));
        for (int slot = 0; slot < SLOTS; slot++) {
            AnalyzedText expected = Postings.accepts(accept, slot) ? postings.text(slot) : AnalyzedText.EMPTY;
            assertThat(restored.text(slot)).as("seed %d, slot %d", seed, slot).isEqualTo(expected);
        }
        plain.texts.keySet().removeIf(slot -> !Postings.accepts(accept, slot));
        List<String> question = question();
        assertHits(restored.search(question, accept, 100), plain.search(question, accept, 100, tieOrder()));
    }

    private void write(int slot, boolean removal) {
        postings.remove(slot);
        plain.texts.remove(slot);
        if (!removal) {
            AnalyzedText text = text();
            postings.add(slot, text);
            plain.texts.put(slot, text);
        }
    }

    private void checkStatistics() {
        assertThat(postings.passages())
                .as("seed %d", seed)
                .isEqualTo(plain.passages().size());
        assertThat(postings.averageLength()).as("seed %d", seed).isEqualTo(plain.averageLength());
        for (int i = 0; i < 5; i++) {
            String term = term();
            assertThat(postings.documentFrequency(term))
                    .as("seed %d, %s", seed, term)
                    .isEqualTo(plain.documentFrequency(term));
        }
    }

    private void checkSearch(List<String> question, long[] accept, int k) {
        assertHits(postings.search(question, accept, k), plain.search(question, accept, k, tieOrder()));
        double[] expected = new double[SLOTS];
        plain.scores(question).forEach(hit -> expected[hit.slot()] = hit.score());
        int[] slots = random.ints(50, 0, SLOTS).toArray();
        double[] scores = postings.scores(question, slots);
        for (int i = 0; i < slots.length; i++) {
            assertThat(scores[i]).as("seed %d", seed).isEqualTo(expected[slots[i]]);
        }
    }

    private void assertHits(WordHits hits, List<PlainBm25.Hit> expected) {
        var found = new ArrayList<PlainBm25.Hit>();
        for (int rank = 0; rank < hits.size(); rank++) {
            found.add(new PlainBm25.Hit(hits.slot(rank), hits.score(rank)));
        }
        assertThat(found).as("seed %d", seed).isEqualTo(expected);
    }

    private Comparator<Integer> tieOrder() {
        return Comparator.comparing(ranks::get);
    }

    /// Mostly one short passage; now and then none, or several, or a term many times over.
    private AnalyzedText text() {
        int kind = random.nextInt(20);
        int count = kind == 0 ? 0 : kind == 1 ? 2 + random.nextInt(4) : 1;
        var passages = new ArrayList<Passage>();
        for (int i = 0; i < count; i++) {
            var frequencies = new LinkedHashMap<String, Integer>();
            for (int term = 1 + random.nextInt(kind == 2 ? 120 : 12); term > 0; term--) {
                frequencies.merge(term(), random.nextInt(100) == 0 ? 1 + random.nextInt(300) : 1, Integer::sum);
            }
            passages.add(new Passage(frequencies));
        }
        return new AnalyzedText(passages);
    }

    private List<String> question() {
        var terms = new ArrayList<String>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            terms.add(random.nextInt(10) == 0 ? "unheard of" : term());
        }
        return terms;
    }

    /// A few terms are in most texts, most in few.
    private String term() {
        return "term" + (int) Math.pow(VOCABULARY, random.nextDouble());
    }

    private long[] accept() {
        long[] accept = new long[random.nextInt(10) == 0 ? 7 : Math.ceilDiv(SLOTS, 64)];
        double share = Math.pow(random.nextDouble(), 3);
        for (int slot = 0; slot < accept.length * 64; slot++) {
            if (random.nextDouble() >= share) {
                accept[slot / 64] |= 1L << slot % 64;
            } else if (random.nextBoolean()) {
                accept[slot / 64] = 0;
            }
        }
        return accept;
    }
}
