package io.jamey.words;

import java.util.List;

/// A text as its passages, in order. Text without a single index term has none, and no words find it.
public record AnalyzedText(List<Passage> passages) {
    public static final AnalyzedText EMPTY = new AnalyzedText(List.of());

    public AnalyzedText {
        passages = List.copyOf(passages);
    }
}
