package io.jamey.postgres;

import io.jamey.Namespace;
import io.jamey.words.Passage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Index terms as PostgreSQL's full-text search holds them: a passage is a `tsvector`, in which each term
/// stands at as many positions as it occurs.
///
/// Before each term stands a mark of its namespace, so that the index leads to the passages of one namespace
/// even for a word that all use. Two namespaces may have the same mark: statements name the namespace
/// besides.
final class Words {
    private static final int MARK_BYTES = 6;

    private Words() {}

    static String mark(Namespace namespace) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(namespace.value().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, MARK_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// A passage as the text of a `tsvector`.
    static String vector(String mark, Passage passage) {
        return passage.frequencies().entrySet().stream()
                .map(term -> quoted(mark + term.getKey()) + positions(term.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String positions(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).collect(Collectors.joining(",", ":", ""));
    }

    /// A question as the text of a `tsquery`: passages with any of the terms.
    static String query(String mark, List<String> terms) {
        return terms.stream().map(term -> quoted(mark + term)).collect(Collectors.joining("|"));
    }

    private static String quoted(String lexeme) {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
