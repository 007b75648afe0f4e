package io.jamey.logging;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Takes secrets out of text: what is known to be one, what looks like one, and what is named like one.
///
/// ```java
/// Redactor.usual().redact("password=hunter2 user=ann"); // password=[redacted] user=ann
/// ```
///
/// Where text can be read in two ways, more is taken out rather than less. Taking out twice changes nothing. Safe for
/// any number of threads; time grows with the text's length and nothing else.
public final class Redactor {
    static final String REDACTED = "[redacted]";

    /// What is shorter would be found in ordinary words.
    private static final int KNOWN_LENGTH_MIN = 6;

    private final List<SecretRule> rules;

    Redactor(List<SecretRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// Knows shapes and names of secrets.
    public static Redactor usual() {
        return new Redactor(usualRules());
    }

    static List<SecretRule> usualRules() {
        return List.of(
                new PrivateKeys(),
                new WebTokens(),
                new TokenShapes(TokenShapes.ALL),
                new AuthenticationSchemes(),
                new UrlPasswords(),
                new NamedSecrets(),
                new CardNumbers());
    }

    /// The same, with secrets that are known word for word, whatever they look like. Those shorter than six characters
    /// are left out.
    public Redactor knowing(Collection<String> secrets) {
        List<String> known = secrets.stream()
                .map(String::strip)
                .filter(secret -> secret.length() >= KNOWN_LENGTH_MIN)
                .flatMap(secret -> Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)))
                .distinct()
                .toList();
        SecretRule wordForWord = (text, secret) -> known.forEach(each -> markAll(text.toString(), each, secret));
        return known.isEmpty()
                ? this
                : new Redactor(
                        Stream.concat(Stream.of(wordForWord), rules.stream()).toList());
    }

    /// The text without its secrets.
    public String redact(String text) {
        return redact((CharSequence) text);
    }

    String redact(CharSequence text) {
        var secret = new BitSet(text.length());
        rules.forEach(rule -> rule.mark(text, secret));
        if (secret.isEmpty()) {
            return text.toString();
        }
        var kept = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int begin = secret.nextSetBit(from);
            if (begin < 0) {
                break;
            }
            int end = secret.nextClearBit(begin);
            kept.append(text, from, begin).append(REDACTED);
            from = end;
        }
        return kept.append(text, Math.min(from, text.length()), text.length()).toString();
    }

    private static void markAll(String text, String known, BitSet secret) {
        for (int at = text.indexOf(known); at >= 0; at = text.indexOf(known, at + known.length())) {
            secret.set(at, at + known.length());
        }
    }
}
