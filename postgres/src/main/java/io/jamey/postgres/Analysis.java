package io.jamey.postgres;

import io.jamey.ranking.TextTraits;
import io.jamey.words.AnalyzedText;
import io.jamey.words.Passage;
import io.jamey.words.WordAnalyzer;

/// What is kept of a content beside it: its terms, and what ranking needs to know of it. Takes time for a long
/// content: made before its namespace is locked.
record Analysis(AnalyzedText words, TextTraits traits) {
    static Analysis of(WordAnalyzer analyzer, String content) {
        return new Analysis(analyzer.analyze(content), TextTraits.of(content));
    }

    int passages() {
        return words.passages().size();
    }

    /// Terms of all passages, each counted as often as it occurs.
    int length() {
        return words.passages().stream().mapToInt(Passage::length).sum();
    }
}
