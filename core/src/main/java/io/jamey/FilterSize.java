package io.jamey;

/// Holds a filter to its limits while its parts are added up: conditions, values to choose from, and depth.
final class FilterSize {
    private int conditions;
    private int values;

    /// Adds a condition and all inside it.
    void add(Filter filter, int depth) {
        Checks.range("depth of the filter", depth, 0, Limits.DEPTH);
        Checks.range("number of conditions in the filter", ++conditions, 0, Limits.FILTER_SIZE);
        switch (filter) {
            case Filter.And(var all) -> all.forEach(part -> add(part, depth + 1));
            case Filter.Or(var any) -> any.forEach(part -> add(part, depth + 1));
            case Filter.Not(var part) -> add(part, depth + 1);
            case Filter.In in -> {
                values += in.values().size();
                Checks.range("number of values in all 'in' of the filter", values, 0, Limits.FILTER_SIZE);
            }
            case Filter.Everything _, Filter.Equal _, Filter.Compare _, Filter.Contains _, Filter.Exists _ -> {}
        }
    }
}
