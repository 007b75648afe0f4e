package io.jamey.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.util.IOUtils;

/// English as in Lucene's `EnglishAnalyzer`, with two changes.
///
/// The stop words are Snowball's longer list, which has the words that questions begin with (who, when, did):
/// agents ask in whole sentences. Accents are folded: in English they sit on names and borrowed words (José,
/// café), which people type without them; folding also makes one of the two apostrophes.
final class PorterAnalyzer extends Analyzer {
    private static final CharArraySet STOP_WORDS = stopWords();

    @Override
    protected TokenStreamComponents createComponents(String field) {
        var words = new StandardTokenizer();
        TokenStream terms = new LowerCaseFilter(new EnglishPossessiveFilter(words));
        terms = new StopFilter(new ASCIIFoldingFilter(terms), STOP_WORDS);
        return new TokenStreamComponents(words, new PorterStemFilter(terms));
    }

    private static CharArraySet stopWords() {
        String file = "english_stop.txt";
        try (InputStream words = IOUtils.requireResourceNonNull(SnowballFilter.class.getResourceAsStream(file), file)) {
            return WordlistLoader.getSnowballWordSet(IOUtils.getDecodingReader(words, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the English stop words in Lucene's jar", e);
        }
    }
}
