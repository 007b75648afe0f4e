package io.jamey.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Shows frames: on a terminal each in the place of the one before, elsewhere one below the other. Hides the cursor
/// meanwhile, and gives it back also when the process is told to end.
final class TopScreen implements AutoCloseable {
    private static final String HIDE_CURSOR_AND_CLEAR = "\033[?25l\033[2J";
    private static final String SHOW_CURSOR = "\033[?25h";
    private static final String HOME = "\033[H";
    private static final String CLEAR_REST_OF_LINE = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";

    private final PrintStream out;
    private final boolean inPlace;
    private final int rows;
    private final Thread hook = new Thread(this::leave, "jamey-top-cursor");
    private boolean left;

    /// @param frames whether frames are shown, not lines for programs
    TopScreen(Surroundings surroundings, boolean frames) {
        out = surroundings.out();
        rows = surroundings.terminal().rows();
        inPlace = frames && surroundings.terminal().output() && !"dumb".equals(surroundings.variable("TERM"));
        if (inPlace) {
            Runtime.getRuntime().addShutdownHook(hook);
            out.print(HIDE_CURSOR_AND_CLEAR);
        }
    }

    boolean isInPlace() {
        return inPlace;
    }

    /// Shows a frame.
    ///
    /// @return whether somebody may still see it: not when a pipe was closed
    synchronized boolean show(List<String> lines) {
        if (left) {
            return false;
        }
        var frame = new StringBuilder(inPlace ? HOME : "");
        fitting(lines)
                .forEach(line -> frame.append(line)
                        .append(inPlace ? CLEAR_REST_OF_LINE : "")
                        .append('\n'));
        out.print(frame.append(inPlace ? CLEAR_BELOW : "\n"));
        return !out.checkError();
    }

    /// What there is room for: a frame that is too long would push its own first lines out.
    private List<String> fitting(List<String> lines) {
        int room = rows - 1; // the cursor stands below
        if (!inPlace || lines.size() <= room) {
            return lines;
        }
        var shown = new ArrayList<>(lines.subList(0, room - 1));
        shown.add((lines.size() - shown.size()) + " more lines, which a taller window shows");
        return shown;
    }

    /// One line below the others.
    ///
    /// @return whether somebody may still read it
    synchronized boolean add(String line) {
        out.println(line);
        return !out.checkError();
    }

    private synchronized void leave() {
        if (!left && inPlace) {
            out.print(SHOW_CURSOR);
            out.flush();
        }
        left = true;
    }

    @Override
    public void close() {
        leave();
        if (inPlace) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                // the process is ending, which is what the hook is for
            }
        }
    }
}
