package io.jamey.words;

import io.jamey.ranking.TextTraits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.ObjIntConsumer;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/// Turns text into index terms: words by the rules of Unicode, in lower case, without stop words, reduced to
/// their stems by Lucene's analysis for one [Language].
///
/// Text that looks the same yields the same terms: it is brought to Unicode's form NFKC first. Emoji are words;
/// Chinese and Japanese characters are one word each (unless the language is [Language#CJK]). No well-formed
/// text is refused; one without words yields nothing.
///
/// Safe for any number of threads, which never wait for each other. The cost grows with the length of the text.
public final class WordAnalyzer {
    /// Characters (UTF-16) of a term. Longer ones are left out: nobody asks for an encoded picture by its
    /// bytes.
    public static final int TERM_LENGTH = 128;
    /// Distinct terms of a question; what comes after them is ignored.
    public static final int QUERY_TERMS = 1_024;
    /// Words of a passage, stop words included. Longer content is split into passages of equal length.
    public static final int PASSAGE_WORDS = TextTraits.SHORT_WORDS;
    /// Chains of filters kept for the next caller.
    private static final int IDLE_CHAINS = 16;

    private final Language language;
    private final ArrayBlockingQueue<Analyzer> idle = new ArrayBlockingQueue<>(IDLE_CHAINS);

    /// An analyzer for English.
    public WordAnalyzer() {
        this(Language.ENGLISH);
    }

    public WordAnalyzer(Language language) {
        this.language = language;
    }

    public Language language() {
        return language;
    }

    /// The terms of a memory's content, by passages.
    public AnalyzedText analyze(String content) {
        var terms = new ArrayList<String>();
        var places = new ArrayList<Integer>();
        int words = forEachTerm(content, (term, place) -> {
            terms.add(term);
            places.add(place);
        });
        int count = Math.ceilDiv(words, PASSAGE_WORDS);
        var frequencies = new ArrayList<Map<String, Integer>>(count);
        for (int i = 0; i < count; i++) {
            frequencies.add(new LinkedHashMap<>());
        }
        for (int i = 0; i < terms.size(); i++) {
            int passage = (int) ((long) places.get(i) * count / words);
            frequencies.get(passage).merge(terms.get(i), 1, Integer::sum);
        }
        return new AnalyzedText(frequencies.stream()
                .filter(passage -> !passage.isEmpty())
                .map(Passage::new)
                .toList());
    }

    /// The distinct terms of a question, in the order of first occurrence, at most [#QUERY_TERMS].
    public List<String> queryTerms(String question) {
        var terms = new LinkedHashSet<String>();
        forEachTerm(question, (term, place) -> {
            if (terms.size() < QUERY_TERMS) {
                terms.add(term);
            }
        });
        return List.copyOf(terms);
    }

    /// Gives each term and its place among the words, and returns the number of words, stop words included.
    private int forEachTerm(String text, ObjIntConsumer<String> action) {
        Analyzer pooled = idle.poll();
        Analyzer chain = pooled == null ? new SingleUseChain(language.chain()) : pooled;
        int place = -1;
        try (TokenStream stream = chain.tokenStream("", Normalizer.normalize(text, Normalizer.Form.NFKC))) {
            var term = stream.addAttribute(CharTermAttribute.class);
            var step = stream.addAttribute(PositionIncrementAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                place += step.getPositionIncrement();
                // Some stemmers leave nothing of a word that is all decoration.
                if (!term.isEmpty() && term.length() <= TERM_LENGTH) {
                    action.accept(term.toString(), place);
                }
            }
            stream.end();
            place += step.getPositionIncrement();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string cannot fail", e);
        }
        idle.offer(chain);
        return place + 1;
    }
}
