package io.jamey.logging;

import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text with places for random characters: `{A36}` stands for 36 letters and digits. So the shapes of secrets can be
/// kept here, and nothing that looks like a secret.
record Template(String name, String text) {
    private static final Pattern PLACE = Pattern.compile("\\{([AhuUDbw])(\\d+)}");
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = UPPER + UPPER.toLowerCase(java.util.Locale.ROOT);

    /// A text with a secret in it.
    ///
    /// @param secret as it must not be found anywhere
    record Filled(String name, String text, String secret) {}

    /// The first place is the secret.
    Filled fill(SplittableRandom random) {
        var filled = new StringBuilder();
        String secret = null;
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            String part = random(alphabet(place.group(1)), Integer.parseInt(place.group(2)), random);
            if (secret == null) {
                secret = part;
            }
            place.appendReplacement(filled, Matcher.quoteReplacement(part));
        }
        if (secret == null) {
            throw new IllegalArgumentException("a template has a place: " + text);
        }
        return new Filled(name, place.appendTail(filled).toString(), secret);
    }

    private static String alphabet(String kind) {
        return switch (kind) {
            case "A" -> LETTERS + DIGITS;
            case "h" -> DIGITS + "abcdef";
            case "u" -> LETTERS + DIGITS + "-_";
            case "U" -> UPPER + DIGITS;
            case "D" -> DIGITS;
            case "b" -> LETTERS + DIGITS + "+/";
            case "w" -> LETTERS;
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /// With a digit in the middle, as long random texts have.
    private static String random(String alphabet, int length, SplittableRandom random) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        if (length > 1 && alphabet.contains(DIGITS)) {
            text.setCharAt(length / 2, DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        if (alphabet.contains("-")) { // neither begins nor ends with what could be taken for a separator
            text.setCharAt(0, 'q');
            text.setCharAt(length - 1, 'z');
        }
        return text.toString();
    }
}
