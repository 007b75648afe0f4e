package io.jamey.testkit;

import io.jamey.words.AnalyzedText;
import io.jamey.words.WordAnalyzer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The terms of texts, each analysed once: otherwise every search would analyse the whole namespace again. Safe
/// for any number of threads.
final class ReferenceWords {
    private final WordAnalyzer analyzer = new WordAnalyzer();
    private final Map<String, AnalyzedText> contents = new ConcurrentHashMap<>();

    List<String> question(String text) {
        return analyzer.queryTerms(text);
    }

    AnalyzedText content(String text) {
        return contents.computeIfAbsent(text, analyzer::analyze);
    }
}
