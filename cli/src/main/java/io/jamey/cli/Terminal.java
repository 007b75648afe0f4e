package io.jamey.cli;

import java.util.Map;
import java.util.Properties;

/// What is known about the terminal, if there is one.
///
/// @param input whether somebody can be asked
/// @param errors whether progress can be drawn on stderr
/// @param columns the width of what is written for people
/// @param unicode whether signs beyond ASCII can be drawn
record Terminal(boolean input, boolean output, boolean errors, int columns, boolean colour, boolean unicode) {
    private static final int COLUMNS = 80;
    private static final int COLUMNS_MIN = 40;
    /// Where nobody looks at line ends: in a file or a pipe.
    private static final int COLUMNS_UNSEEN = 160;

    /// From what the launcher found out and passed on as `jamey.terminal.*`, since Java cannot ask about stderr.
    static Terminal of(Properties properties, Map<String, String> environment) {
        boolean output = isSet(properties, "output");
        boolean wantsColour =
                environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
        return new Terminal(
                isSet(properties, "input"),
                output,
                isSet(properties, "errors"),
                columns(properties, environment, output ? COLUMNS : COLUMNS_UNSEEN),
                output && wantsColour,
                "UTF-8".equalsIgnoreCase(properties.getProperty("native.encoding")));
    }

    private static boolean isSet(Properties properties, String name) {
        return "true".equals(properties.getProperty("jamey.terminal." + name));
    }

    private static int columns(Properties properties, Map<String, String> environment, int otherwise) {
        String written = environment.getOrDefault("COLUMNS", properties.getProperty("jamey.terminal.columns", ""));
        return written.matches("[1-9]\\d{0,3}") ? Math.max(COLUMNS_MIN, Integer.parseInt(written)) : otherwise;
    }
}
