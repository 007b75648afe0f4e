package io.jamey.words;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.jspecify.annotations.Nullable;

/// An analyzer that keeps its one chain of filters in a field, for one thread at a time. Lucene's own analyzers
/// keep a chain per thread, which virtual threads would build anew for every text.
final class SingleUseChain extends AnalyzerWrapper {
    private final Analyzer language;

    SingleUseChain(Analyzer language) {
        super(new OneChain());
        this.language = language;
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
        return language;
    }

    private static final class OneChain extends ReuseStrategy {
        private @Nullable TokenStreamComponents chain;

        @Override
        public @Nullable TokenStreamComponents getReusableComponents(Analyzer analyzer, String field) {
            return chain;
        }

        @Override
        public void setReusableComponents(Analyzer analyzer, String field, TokenStreamComponents components) {
            chain = components;
        }
    }
}
