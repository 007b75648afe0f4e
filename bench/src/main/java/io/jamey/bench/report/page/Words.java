package io.jamey.bench.report.page;

import io.jamey.bench.gate.CountChange;
import io.jamey.bench.gate.Measure;
import io.jamey.bench.gate.Round;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.page.Grade;
import io.jamey.bench.report.Quantity;
import io.jamey.bench.statistics.Interval;
import io.jamey.bench.work.Count;
import io.jamey.bench.work.Work;
import java.util.Locale;

/// Quantities and alternatives as the pages write them. Numbers and their units are never broken apart.
final class Words {
    private static final char NO_BREAK = '\u00a0';
    private static final char MINUS = '\u2212';

    private Words() {}

    static String time(double nanos) {
        return Quantity.nanos(nanos).replace(" us", " µs").replace(' ', NO_BREAK);
    }

    static String bytes(double bytes) {
        return Quantity.bytes(bytes).replace(' ', NO_BREAK);
    }

    /// `+3.1 %` for 1.031.
    static String change(double ratio) {
        return Quantity.percent(ratio - 1).replace('-', MINUS).replace(' ', NO_BREAK);
    }

    /// The same of counted work; from none to some is no ratio.
    static String change(CountChange change) {
        return change.base() == 0 && change.candidate() > 0 ? "from none" : change(change.ratio());
    }

    /// `+10 %` for 0.1; as many digits as it has.
    static String limit(double share) {
        String digits = String.format(Locale.ROOT, "%.1f", share * 100).replaceFirst("\\.0$", "");
        String sign = share > 0 ? "+" : "";
        return sign + digits.replace('-', MINUS) + NO_BREAK + "%";
    }

    /// A share without sign: `98.5 %`.
    static String share(double share) {
        return String.format(Locale.ROOT, "%.1f", share * 100) + NO_BREAK + "%";
    }

    static String recall(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }

    static String between(Interval ratios) {
        return ratios.isBounded() ? change(ratios.low()) + " to " + change(ratios.high()) : "not known";
    }

    /// `1 block`, `12 blocks`.
    static String counted(long number, String thing) {
        return String.format(Locale.ROOT, "%,d", number) + NO_BREAK + thing + (number == 1 ? "" : "s");
    }

    /// What one operation took of a measure.
    static String figure(Measure measure, double value) {
        return switch (measure) {
            case CPU, WALL -> time(value);
            case ALLOC, WORK -> bytes(value);
        };
    }

    static String figure(Count count, double value) {
        return Quantity.of(count, value).replace(' ', NO_BREAK);
    }

    /// The same where it may not be known.
    static String counted(Work work, Count count) {
        return work.knows(count) ? figure(count, work.of(count)) : "not known";
    }

    static String measure(Measure measure) {
        return switch (measure) {
            case CPU -> "processor time";
            case WALL -> "time on the wall";
            case ALLOC -> "memory allocated";
            case WORK -> "memory allocated, nothing timed";
        };
    }

    static String stop(Round.Stop stop) {
        return switch (stop) {
            case PRECISE -> "the interval was narrow enough";
            case ENOUGH_BLOCKS -> "there were enough blocks";
            case TIME_IS_UP -> "time was up";
        };
    }

    static Grade grade(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Grade.GOOD;
            case INCONCLUSIVE -> Grade.UNSURE;
            case WARN -> Grade.WARN;
            case FAIL -> Grade.BAD;
        };
    }
}
