package io.jamey.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What was thrown, with its causes and what was suppressed.
///
/// @param type the class of the exception
/// @param trace of all of them, as lines
record LoggedError(String type, String message, List<String> trace) {
    private static final int LINES_MAX = 400;

    /// @param redact is applied to each text on its own, so that what is odd about one takes nothing from the next
    static LoggedError of(IThrowableProxy thrown, UnaryOperator<String> redact) {
        var lines = new ArrayList<String>();
        collect(thrown, "", "", redact, lines);
        if (lines.size() > LINES_MAX) {
            int left = lines.size() - LINES_MAX;
            lines.subList(LINES_MAX, lines.size()).clear();
            lines.add("... " + left + " more lines");
        }
        return new LoggedError(
                redact.apply(thrown.getClassName()), redact.apply(String.valueOf(thrown.getMessage())), lines);
    }

    private static void collect(
            IThrowableProxy thrown, String indent, String role, UnaryOperator<String> redact, List<String> lines) {
        if (lines.size() > LINES_MAX) {
            return;
        }
        String message = thrown.getMessage() == null ? "" : ": " + redact.apply(thrown.getMessage());
        lines.add(indent + role + redact.apply(thrown.getClassName()) + message);
        if (thrown.isCyclic()) {
            return;
        }
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        for (int i = 0; i < frames.length - thrown.getCommonFrames(); i++) {
            lines.add(indent + "    " + redact.apply(frames[i].getSTEAsString()));
        }
        if (thrown.getCommonFrames() > 0) {
            lines.add(indent + "    ... " + thrown.getCommonFrames() + " more");
        }
        if (thrown.getSuppressed() != null) {
            for (IThrowableProxy suppressed : thrown.getSuppressed()) {
                collect(suppressed, indent + "    ", "suppressed: ", redact, lines);
            }
        }
        if (thrown.getCause() != null) {
            collect(thrown.getCause(), indent, "caused by: ", redact, lines);
        }
    }
}
