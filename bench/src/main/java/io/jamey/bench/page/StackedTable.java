package io.jamey.bench.page;

import java.util.ArrayList;
import java.util.List;

/// A table whose rows become cards where the page is narrow: each cell then stands below its column's head. One
/// thread.
public final class StackedTable {
    private final String about;
    private final List<Column> columns = new ArrayList<>();
    private final List<Html> rows = new ArrayList<>();

    private record Column(String head, String style) {}

    /// A table without rows.
    ///
    /// @param about what the table tells, for those who do not see it
    public StackedTable(String about) {
        this.about = about;
    }

    public StackedTable column(String head) {
        columns.add(new Column(head, ""));
        return this;
    }

    /// A column of numbers, to the right.
    public StackedTable number(String head) {
        columns.add(new Column(head, "number"));
        return this;
    }

    /// Adds a row.
    ///
    /// @param cells one for each column
    public StackedTable row(List<Html> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "a row has a cell for each of " + columns.size() + " columns, not " + cells.size());
        }
        var row = Html.element("tr");
        for (int i = 0; i < cells.size(); i++) {
            Column column = columns.get(i);
            row.add(Html.element("td")
                    .styled(column.style())
                    .attribute("data-label", column.head())
                    .add(cells.get(i)));
        }
        rows.add(row);
        return this;
    }

    public Html html() {
        var heads = Html.element("tr");
        columns.forEach(column -> heads.add(
                Html.element("th", column.head()).attribute("scope", "col").styled(column.style())));
        return Scrolling.around(
                about,
                Html.element("table")
                        .styled("stacks")
                        .add(
                                Html.element("thead").add(heads),
                                Html.element("tbody").add(rows)));
    }
}
