package io.jamey;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The checks that several values share. Each returns what it was given, or throws with words that say what to
/// do.
final class Checks {
    /// The span every backend's clock column can hold.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Checks() {}

    /// A short name: not blank, no control characters, at most [Limits#NAME_BYTES].
    static String name(String what, String value) {
        text(what, value, Limits.NAME_BYTES);
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must not contain control characters");
        }
        return value;
    }

    /// Text that every backend can hold and give back byte for byte: well-formed, without NUL, within
    /// `bytesMax`.
    static String text(String what, String value, int bytesMax) {
        long bytes = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException(what + " must not contain NUL (at index " + i + ")");
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException(what + " is not well-formed Unicode: lone surrogate at index " + i
                        + "; decode it again as UTF-8");
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        if (bytes > bytesMax) {
            throw new IllegalArgumentException(
                    what + " is too long: " + bytes + " bytes of UTF-8, at most " + bytesMax + " are allowed");
        }
        return value;
    }

    static int range(String what, long value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " must be between " + min + " and " + max + ", not " + value);
        }
        return (int) value;
    }

    static double importance(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("importance must be between 0 and 1, not " + value);
        }
        return value == 0 ? 0.0 : value;
    }

    /// Times are kept in whole microseconds, the finest unit all backends share.
    static Instant time(String what, Instant value) {
        if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
            throw new IllegalArgumentException(what + " must be between the years 1 and 9999, not " + value);
        }
        return value.truncatedTo(ChronoUnit.MICROS);
    }
}
