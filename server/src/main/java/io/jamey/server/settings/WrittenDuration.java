package io.jamey.server.settings;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spans of time as people write them: a whole number and one of ms, s, m, h and d, as in `90d`.
public final class WrittenDuration {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final List<String> UNITS = List.of("ms", "s", "m", "h", "d");

    private WrittenDuration() {}

    /// What the text means; nothing for text in another form.
    public static Optional<Duration> parse(String text) {
        Matcher written = FORM.matcher(text);
        return written.matches()
                ? Optional.of(unit(written.group(2)).multipliedBy(Long.parseLong(written.group(1))))
                : Optional.empty();
    }

    /// In the largest unit that makes it whole; at least a millisecond.
    static String write(Duration time) {
        String unit = UNITS.stream()
                .filter(each -> time.toMillis() % unit(each).toMillis() == 0)
                .max(Comparator.comparing(WrittenDuration::unit))
                .orElseThrow();
        return time.toMillis() / unit(unit).toMillis() + unit;
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
