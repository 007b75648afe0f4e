package io.jamey.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Points in time as people and programs write them: ISO-8601.
public final class Times {
    private Times() {}

    /// From `2025-03-01T09:30:00Z`, the same with an offset such as `+02:00`, or a date, which means its first
    /// moment in UTC.
    ///
    /// @param what the name for error messages
    public static Instant parse(String what, String written) {
        try {
            return written.length() == "2025-03-01".length()
                    ? LocalDate.parse(written).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    what + " is not a time: '" + written
                            + "'; write it as 2025-03-01T09:30:00Z, with an offset such as +02:00 instead of Z, or as"
                            + " a date",
                    e);
        }
    }
}
