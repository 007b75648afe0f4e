package io.jamey.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Points in time as people and programs write them: ISO-8601.
public final class Times {
    private static final int SECONDS_CHARS = "2025-03-01T09:30:00Z".length();
    private static final int NANOS_DIGITS = 9;

    private Times() {}

    /// From `2025-03-01T09:30:00Z`, the same with an offset such as `+02:00`, or a date, which means its first
    /// moment in UTC.
    ///
    /// @param what the name for error messages
    public static Instant parse(String what, String written) {
        try {
            if (written.length() == "2025-03-01".length()) {
                return LocalDate.parse(written).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            Instant plain = plain(written);
            return plain == null ? OffsetDateTime.parse(written).toInstant() : plain;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    what + " is not a time: '" + written
                            + "'; write it as 2025-03-01T09:30:00Z, with an offset such as +02:00 instead of Z, or as"
                            + " a date",
                    e);
        }
    }

    /// What [Instant#toString()] writes, read digit by digit; null for anything else. Each memory has three, for which
    /// the JDK's parser is slow.
    private static @Nullable Instant plain(String written) {
        int end = written.length() - 1;
        int fractionDigits = written.length() - SECONDS_CHARS - 1;
        boolean whole = written.length() == SECONDS_CHARS;
        boolean parted = fractionDigits >= 1 && fractionDigits <= NANOS_DIGITS && written.charAt(19) == '.';
        if (!(whole || parted)
                || written.charAt(end) != 'Z'
                || written.charAt(4) != '-'
                || written.charAt(7) != '-'
                || written.charAt(10) != 'T'
                || written.charAt(13) != ':'
                || written.charAt(16) != ':') {
            return null;
        }
        int year = digits(written, 0, 4);
        int month = digits(written, 5, 7);
        int day = digits(written, 8, 10);
        int hour = digits(written, 11, 13);
        int minute = digits(written, 14, 16);
        int second = digits(written, 17, 19);
        int fraction = whole ? 0 : digits(written, 20, end);
        if ((year | month | day | hour | minute | second | fraction) < 0) {
            return null;
        }
        for (int i = fractionDigits; !whole && i < NANOS_DIGITS; i++) {
            fraction *= 10;
        }
        return LocalDateTime.of(year, month, day, hour, minute, second, fraction)
                .toInstant(ZoneOffset.UTC);
    }

    /// -1 if one of them is none.
    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
