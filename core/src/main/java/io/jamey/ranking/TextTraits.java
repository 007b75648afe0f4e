package io.jamey.ranking;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/// What ranking needs to know of a text besides its relevance: how long it is, and whether it ends as a question.
///
/// Computed once, when a memory is written: every store must keep what [#of(String)] says, or memories would
/// rank differently from store to store.
///
/// @param words 0 or more
/// @param asks whether the text ends in a question mark
public record TextTraits(int words, boolean asks) {
    /// The guard. Neighbouring turns say one thing together only while both are short: a question of ten words
    /// disappears in an answer of five hundred. Longer texts keep their own relevance and inherit nothing.
    public static final int SHORT_WORDS = 120;

    /// Latin, full-width, Arabic, Armenian and Ethiopic, and the doubled ones.
    private static final String QUESTION_MARKS = "?\uFF1F\u061F\u055E\u1367\u203D\u2047\u2048\u2049";

    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);
    private static final Set<Byte> JOINED = Set.of(
            Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT);

    public TextTraits {
        if (words < 0) {
            throw new IllegalArgumentException("a text cannot have " + words + " words");
        }
    }

    /// Reads a text. A word is a run of letters and digits, apostrophes inside included; in scripts that do not
    /// put spaces between words, every character is one. Spaces, quotes, brackets, emoji and the like may
    /// follow the question mark.
    ///
    /// Costs one pass over the text.
    public static TextTraits of(String text) {
        return new TextTraits(countWords(text), endsInQuestionMark(text));
    }

    /// Whether the text is short enough for signals that long texts would drown.
    public boolean isShort() {
        return words <= SHORT_WORDS;
    }

    /// Whether this text and the turn before it are short together: then an embedding may cover both, and an
    /// answer inherits from its question.
    public boolean isShortAfter(TextTraits previous) {
        return (long) previous.words + words <= SHORT_WORDS;
    }

    private static int countWords(String text) {
        int count = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (standsAlone(c)) {
                count++;
                inWord = false;
            } else if (Character.isLetterOrDigit(c)) {
                count += inWord ? 0 : 1;
                inWord = true;
            } else if (!continuesWord(c)) {
                inWord = false;
            }
        }
        return count;
    }

    private static boolean endsInQuestionMark(String text) {
        for (int i = text.length(); i > 0; ) {
            int c = text.codePointBefore(i);
            i -= Character.charCount(c);
            if (QUESTION_MARKS.indexOf(c) >= 0) {
                return true;
            }
            if (Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return false;
    }

    /// Combining marks and joiners belong to the letter before them; an apostrophe joins "don't".
    private static boolean continuesWord(int c) {
        return c == '\'' || c == '\u2019' || JOINED.contains((byte) Character.getType(c));
    }

    private static boolean standsAlone(int c) {
        if (c < 0x0E00) {
            return false;
        }
        if (Character.isIdeographic(c)) {
            return true;
        }
        return Character.isLetter(c) && UNSPACED.contains(UnicodeScript.of(c));
    }
}
