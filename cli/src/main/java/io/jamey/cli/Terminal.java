package io.jamey.cli;

import java.util.Map;
import java.util.Properties;

/// What is known about the terminal, if there is one.
///
/// @param input whether somebody can be asked
/// @param errors whether progress can be drawn on stderr
/// @param columns the width of what is written for people
/// @param rows that are seen at once
/// @param unicode whether signs beyond ASCII can be drawn
record Terminal(boolean input, boolean output, boolean errors, int columns, int rows, boolean colour, boolean unicode) {
    private static final int COLUMNS = 80;
    private static final int COLUMNS_MIN = 40;
    /// Where nobody looks at line ends: in a file or a pipe.
    private static final int COLUMNS_UNSEEN = 160;

    private static final int ROWS = 24;
    private static final int ROWS_MIN = 10;

    /// From what the launcher found out and passed on as `jamey.terminal.*`, since Java cannot ask about stderr.
    static Terminal of(Properties properties, Map<String, String> environment) {
        boolean output = isSet(properties, "output");
        boolean wantsColour =
                environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
        return new Terminal(
                isSet(properties, "input"),
                output,
                isSet(properties, "errors"),
                Math.max(
                        COLUMNS_MIN,
                        size("columns", "COLUMNS", properties, environment, output ? COLUMNS : COLUMNS_UNSEEN)),
                Math.max(ROWS_MIN, size("rows", "LINES", properties, environment, ROWS)),
                output && wantsColour,
                "UTF-8".equalsIgnoreCase(properties.getProperty("native.encoding")));
    }

    private static boolean isSet(Properties properties, String name) {
        return "true".equals(properties.getProperty("jamey.terminal." + name));
    }

    private static int size(
            String name, String variable, Properties properties, Map<String, String> environment, int otherwise) {
        String written = environment.getOrDefault(variable, properties.getProperty("jamey.terminal." + name, ""));
        return written.matches("[1-9]\\d{0,3}") ? Integer.parseInt(written) : otherwise;
    }
}
