package io.jamey;

/// Holds values to the limits of metadata while they are added up: number, bytes and depth.
final class ValueSize {
    private static final int NUMBER_BYTES = 8;

    private final String what;
    private int values;
    private long bytes;

    ValueSize(String what) {
        this.what = what;
    }

    /// Adds a value and all inside it.
    ///
    /// @param depth of the value; keys of the outermost map have depth 1
    void add(String key, Value value, int depth) {
        if (depth > Limits.DEPTH) {
            throw new IllegalArgumentException(what + " nests deeper than " + Limits.DEPTH + " levels");
        }
        if (++values > Limits.METADATA_VALUES) {
            throw new IllegalArgumentException(what + " has more than " + Limits.METADATA_VALUES + " values");
        }
        bytes += utf8Length(key);
        switch (value) {
            case Value.Text(var text) -> bytes += utf8Length(text);
            case Value.Items(var items) -> items.forEach(item -> add("", item, depth + 1));
            case Value.Fields(var inner) -> inner.forEach((name, field) -> add(name, field, depth + 1));
            case Value.Time _ ->
                throw new IllegalArgumentException(what + " cannot hold a time: write it as ISO-8601 text");
            case Value.Whole _, Value.Real _, Value.Bool _, Value.Null _ -> bytes += NUMBER_BYTES;
        }
        if (bytes > Limits.METADATA_BYTES) {
            throw new IllegalArgumentException(what + " is larger than " + Limits.METADATA_BYTES + " bytes");
        }
    }

    private static long utf8Length(String text) {
        return text.codePoints()
                .map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                .asLongStream()
                .sum();
    }
}
