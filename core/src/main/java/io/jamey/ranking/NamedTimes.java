package io.jamey.ranking;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The months and years that a question names in English: "in May 2023", "last July", "on 8 May, 2023",
/// "2023-05-08", "2022".
///
/// A month without a year takes the years the question names elsewhere, else it means that month of any year.
/// A year beside a month is not the whole year. Days are read to find the month, and then ignored: people tell
/// of a day later in the same month more often than on that very day. Times relative to now ("last week") are
/// not read.
record NamedTimes(List<Span> spans) {
    private static final int ANY = 0;

    /// A month of a year; either may be [#ANY].
    record Span(int year, int month) {
        boolean contains(LocalDate day) {
            return (year == ANY || year == day.getYear()) && (month == ANY || month == day.getMonthValue());
        }
    }

    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("january", 1),
            Map.entry("jan", 1),
            Map.entry("february", 2),
            Map.entry("feb", 2),
            Map.entry("march", 3),
            Map.entry("mar", 3),
            Map.entry("april", 4),
            Map.entry("apr", 4),
            Map.entry("may", 5),
            Map.entry("june", 6),
            Map.entry("jun", 6),
            Map.entry("july", 7),
            Map.entry("jul", 7),
            Map.entry("august", 8),
            Map.entry("aug", 8),
            Map.entry("september", 9),
            Map.entry("sept", 9),
            Map.entry("sep", 9),
            Map.entry("october", 10),
            Map.entry("oct", 10),
            Map.entry("november", 11),
            Map.entry("nov", 11),
            Map.entry("december", 12),
            Map.entry("dec", 12));
    /// Months that are verbs, adjectives or people besides: they need a day, a year or a preposition.
    private static final Set<String> AMBIGUOUS = Set.of("jan", "mar", "march", "april", "may", "jun", "june", "august");
    private static final Set<String> BEFORE_A_MONTH = Set.of(
            "in", "of", "during", "since", "until", "till", "before", "after", "by", "from", "between", "last", "next",
            "early", "late", "mid", "around");
    private static final Pattern DAY = Pattern.compile("(0?[1-9]|[12][0-9]|3[01])(st|nd|rd|th)?");
    private static final Set<String> BETWEEN_MONTHS = Set.of("and", "or", "to", "through", "until", "till");

    static NamedTimes in(List<Token> question) {
        return new Reader(question).read();
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    boolean contain(LocalDate day) {
        for (Span span : spans) {
            if (span.contains(day)) {
                return true;
            }
        }
        return false;
    }

    /// Reads the tokens once from left to right.
    private static final class Reader {
        private final List<Token> tokens;
        private final List<Span> dated = new ArrayList<>();
        private final List<Integer> monthsAlone = new ArrayList<>();
        private final List<Integer> yearsAlone = new ArrayList<>();
        /// The token after the last month that was read: an "and" there may lead to another.
        private int afterMonth = -1;

        Reader(List<Token> tokens) {
            this.tokens = tokens;
        }

        NamedTimes read() {
            for (int i = 0; i < tokens.size(); ) {
                i = isMonth(i) ? readMonth(i) : year(i) != ANY ? readYear(i) : i + 1;
            }
            var spans = new ArrayList<>(dated);
            for (int month : monthsAlone) {
                if (yearsAlone.isEmpty()) {
                    spans.add(new Span(ANY, month));
                }
                yearsAlone.forEach(year -> spans.add(new Span(year, month)));
            }
            if (monthsAlone.isEmpty()) {
                yearsAlone.forEach(year -> spans.add(new Span(year, ANY)));
            }
            return new NamedTimes(List.copyOf(spans));
        }

        private int readMonth(int i) {
            int month = MONTHS.getOrDefault(tokens.get(i).word(), ANY);
            int next = skipDay(i + 1);
            int year = year(next);
            if (year == ANY) {
                monthsAlone.add(month);
                afterMonth = next;
                return i + 1;
            }
            dated.add(new Span(year, month));
            // "June and July 2023": the year is that of both.
            if (!monthsAlone.isEmpty() && afterMonth == i - 1 && isOneOf(i - 1, BETWEEN_MONTHS)) {
                dated.add(new Span(year, monthsAlone.removeLast()));
            }
            afterMonth = next + 1;
            return next + 1;
        }

        /// A year, or the year and month of a date in digits.
        private int readYear(int i) {
            int year = year(i);
            char separator = tokens.get(i).after();
            if ((separator == '-' || separator == '/') && i + 1 < tokens.size()) {
                Token next = tokens.get(i + 1);
                int month = next.number();
                if (next.word().length() == 2 && next.before() == separator && month >= 1 && month <= 12) {
                    dated.add(new Span(year, month));
                    return i + 2;
                }
            }
            yearsAlone.add(year);
            return i + 1;
        }

        private boolean isMonth(int i) {
            Token token = tokens.get(i);
            if (!MONTHS.containsKey(token.word())) {
                return false;
            }
            if (!AMBIGUOUS.contains(token.word())) {
                return true;
            }
            boolean dayBefore = isDay(i - 1) || (isOneOf(i - 1, Set.of("of")) && isDay(i - 2));
            boolean dayAfter = token.capital() && isDay(i + 1);
            return dayBefore
                    || dayAfter
                    || year(skipDay(i + 1)) != ANY
                    || isOneOf(i - 1, BEFORE_A_MONTH)
                    || (token.capital() && isOneOf(i - 1, Set.of("this")))
                    || afterMonth == i
                    || (afterMonth == i - 1 && isOneOf(i - 1, BETWEEN_MONTHS));
        }

        private int skipDay(int i) {
            return isDay(i) || isOneOf(i, Set.of("of")) ? i + 1 : i;
        }

        private boolean isDay(int i) {
            return i >= 0
                    && i < tokens.size()
                    && DAY.matcher(tokens.get(i).word()).matches();
        }

        /// A year of four digits between 1900 and 2099 that is not a sum of money, or [#ANY].
        private int year(int i) {
            if (i >= tokens.size()) {
                return ANY;
            }
            int number = tokens.get(i).number();
            boolean money = Character.getType(tokens.get(i).before()) == Character.CURRENCY_SYMBOL;
            return number >= 1900 && number <= 2099 && !money ? number : ANY;
        }

        private boolean isOneOf(int i, Set<String> words) {
            return i >= 0 && i < tokens.size() && words.contains(tokens.get(i).word());
        }
    }
}
