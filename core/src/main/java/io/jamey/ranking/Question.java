package io.jamey.ranking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// A search's text, read once for what it names: times and people.
///
/// Only short texts are read as questions. Whoever searches with a whole document does not ask for the people
/// and dates in it.
final class Question {
    private static final int SECONDS_PER_DAY = 86_400;

    private final List<Token> tokens;
    private final NamedTimes times;

    private Question(List<Token> tokens) {
        this.tokens = tokens;
        this.times = NamedTimes.in(tokens);
    }

    static Question of(String text) {
        return new Question(TextTraits.of(text).isShort() ? Token.of(text) : List.of());
    }

    /// Whether a time lies in a month or year that the question names. Months are those of UTC.
    boolean names(Instant time) {
        return !times.isEmpty()
                && times.contain(LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY)));
    }

    /// The spellings of the one actor among `known` that the question names, if it names exactly one.
    Set<String> namedAmong(Collection<String> known) {
        return NamedActor.in(tokens, known);
    }
}
