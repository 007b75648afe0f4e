package io.jamey.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Aligned columns that fit the terminal: one column takes the room that is left and is cut there; columns that
/// can be spared go when it would get too narrow.
final class Table {
    private static final String GAP = "  ";
    /// Columns of the terminal that the flexible column should have.
    private static final int FLEXIBLE_MIN = 24;

    private enum Kind {
        FIXED,
        NUMBER,
        SPARED,
        FLEXIBLE
    }

    private record Column(String header, Kind kind) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /// A column that is always shown in full.
    Table column(String header) {
        columns.add(new Column(header, Kind.FIXED));
        return this;
    }

    /// A column of numbers, aligned to the right.
    Table number(String header) {
        columns.add(new Column(header, Kind.NUMBER));
        return this;
    }

    /// A column that is left out where there is no room for it.
    Table spared(String header) {
        columns.add(new Column(header, Kind.SPARED));
        return this;
    }

    /// The column that takes the room that is left; at most one.
    Table flexible(String header) {
        columns.add(new Column(header, Kind.FLEXIBLE));
        return this;
    }

    Table row(String... cells) {
        rows.add(List.of(cells).stream().map(DisplayText::clean).toList());
        return this;
    }

    /// Prints it for people, or as a table of Markdown.
    void print(Surroundings to, boolean markdown) {
        if (!markdown) {
            print(to);
            return;
        }
        to.out()
                .println("| "
                        + String.join(
                                " | ", columns.stream().map(Column::header).toList()) + " |");
        to.out()
                .println("|"
                        + String.join(
                                "|",
                                columns.stream()
                                        .map(column -> column.kind() == Kind.NUMBER ? "---:" : "---")
                                        .toList())
                        + "|");
        rows.forEach(row -> to.out().println("| " + String.join(" | ", row) + " |"));
    }

    void print(Surroundings to) {
        var shown = new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        while (flexibleRoom(shown, to.terminal().columns()) < FLEXIBLE_MIN && dropLastSpared(shown)) {
            // one fewer each time
        }
        int room = Math.max(FLEXIBLE_MIN, flexibleRoom(shown, to.terminal().columns()));
        var text = new DisplayText(to.terminal());
        to.out()
                .println(to.style()
                        .bold(line(shown, columns.stream().map(Column::header).toList(), room, text)));
        rows.forEach(row -> to.out().println(line(shown, row, room, text)));
    }

    private String line(List<Integer> shown, List<String> cells, int room, DisplayText text) {
        var line = new StringBuilder();
        for (int i : shown) {
            boolean flexible = columns.get(i).kind() == Kind.FLEXIBLE;
            int width = flexible ? Math.min(room, width(i)) : width(i);
            String cell = flexible ? text.fit(cells.get(i), width) : cells.get(i);
            line.append(line.isEmpty() ? "" : GAP)
                    .append(DisplayText.padded(cell, width, columns.get(i).kind() == Kind.NUMBER));
        }
        return line.toString().stripTrailing();
    }

    private int flexibleRoom(List<Integer> shown, int available) {
        if (columns.stream().noneMatch(column -> column.kind() == Kind.FLEXIBLE)) {
            return Integer.MAX_VALUE;
        }
        int taken = shown.stream()
                .filter(i -> columns.get(i).kind() != Kind.FLEXIBLE)
                .mapToInt(i -> width(i) + GAP.length())
                .sum();
        return available - taken;
    }

    private boolean dropLastSpared(List<Integer> shown) {
        Optional<Integer> last =
                shown.stream().filter(i -> columns.get(i).kind() == Kind.SPARED).reduce((before, after) -> after);
        last.ifPresent(shown::remove);
        return last.isPresent();
    }

    private int width(int column) {
        int widest = DisplayText.width(columns.get(column).header());
        for (List<String> row : rows) {
            widest = Math.max(widest, DisplayText.width(row.get(column)));
        }
        return widest;
    }
}
