package io.jamey.bench.data;

import io.jamey.bench.data.Kinship.Subject;
import io.jamey.bench.data.Streams.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Texts to go with [SampleVectors]: those of one thread share rare words, those of one topic share less rare ones,
/// and all share the words that everybody uses, each group after Zipf's law. So that words find what vectors find,
/// with other mistakes. Immutable; any number of threads.
public final class SampleTexts {
    private static final int WORDS_MIN = 6;
    private static final int WORDS_MAX = 45;
    private static final int SENTENCE = 12;

    private static final int TOPIC_WORDS = 200;
    private static final int THREAD_WORDS = 10;

    /// Rarer than anything common.
    private static final int RARE = 500_000;

    private static final List<String> OPENINGS = List.of("What was", "When did", "Who said", "Where is", "Why would");

    private final Streams streams;
    private final Kinship kinship;

    public SampleTexts(SampleVectors vectors) {
        streams = new Streams(vectors.seed());
        kinship = vectors.kinship();
    }

    /// The text of a row, a few sentences. Where the row says an earlier one over again, the ends differ.
    public String text(long row) {
        long original = kinship.original(row);
        List<String> words = words(original);
        if (original != row) {
            var random = streams.of(Use.ROW_TEXT, row);
            for (int i = words.size() - 2; i < words.size(); i++) {
                words.set(i, common(random));
            }
        }
        return sentences(words);
    }

    /// The text of a question about a row: a few of its words among others. `number` is the question's.
    String question(long number, long row) {
        var random = streams.of(Use.QUESTION, ~number);
        List<String> heard = words(kinship.original(row));
        Subject subject = kinship.subject(kinship.original(row));
        var asked = new StringBuilder(OPENINGS.get(random.nextInt(OPENINGS.size())));
        for (int i = 0; i < 3; i++) {
            asked.append(' ').append(heard.get(random.nextInt(heard.size())));
        }
        asked.append(' ').append(ofThread(random, subject)).append(' ').append(ofTopic(random, subject));
        return asked.append(' ').append(common(random)).append('?').toString();
    }

    private List<String> words(long row) {
        var random = streams.of(Use.ROW_TEXT, row);
        Subject subject = kinship.subject(row);
        double share = random.nextDouble();
        int count = WORDS_MIN + (int) ((WORDS_MAX - WORDS_MIN) * share * share);
        var words = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            double kind = random.nextDouble();
            words.add(kind < 0.6 ? common(random) : kind < 0.85 ? ofTopic(random, subject) : ofThread(random, subject));
        }
        return words;
    }

    private static String common(SplittableRandom random) {
        return Vocabulary.word(Vocabulary.zipf(random, Vocabulary.COMMON));
    }

    private String ofTopic(SplittableRandom random, Subject subject) {
        int nth = Vocabulary.zipf(random, TOPIC_WORDS);
        long key = subject.topic() * (long) TOPIC_WORDS + nth;
        return Vocabulary.word(streams.of(Use.TOPIC, ~key).nextInt(Vocabulary.COMMON / 10, Vocabulary.COMMON));
    }

    private String ofThread(SplittableRandom random, Subject subject) {
        int nth = Vocabulary.zipf(random, THREAD_WORDS);
        long key = subject.thread() * THREAD_WORDS + nth;
        return Vocabulary.word(streams.of(Use.THREAD_WORDS, key).nextInt(Vocabulary.COMMON, RARE));
    }

    private static String sentences(List<String> words) {
        var text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (i % SENTENCE == 0) {
                text.append(i == 0 ? "" : ". ").append(Character.toUpperCase(word.charAt(0)));
                text.append(word, 1, word.length());
            } else {
                text.append(' ').append(word);
            }
        }
        return text.append('.').toString();
    }
}
