package io.jamey.performance;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// A log that keeps what it is told.
final class LogLines implements System.Logger {
    private final Level level;
    private final List<String> lines = new ArrayList<>();

    /// Of this level and above.
    LogLines(Level level) {
        this.level = level;
    }

    /// Each with its level in front.
    List<String> lines() {
        return lines;
    }

    @Override
    public String getName() {
        return "test";
    }

    @Override
    public boolean isLoggable(Level asked) {
        return asked.getSeverity() >= level.getSeverity();
    }

    @Override
    public void log(Level asked, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
        if (isLoggable(asked)) {
            lines.add(asked + " " + text);
        }
    }

    @Override
    public void log(
            Level asked, @Nullable ResourceBundle bundle, @Nullable String format, Object @Nullable ... params) {
        if (isLoggable(asked)) {
            lines.add(asked + " " + format);
        }
    }
}
