package io.jamey.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement being written: text with a `?` for each value, and the values. What a caller brings is always
/// a value, never text.
final class Query {
    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> values = new ArrayList<>();

    static Query of(String text, @Nullable Object... values) {
        return new Query().add(text, values);
    }

    Query add(String more, @Nullable Object... moreValues) {
        text.append(more);
        values.addAll(Arrays.asList(moreValues));
        return this;
    }

    Query add(Query part) {
        text.append(part.text);
        values.addAll(part.values);
        return this;
    }

    String text() {
        return text.toString();
    }

    List<@Nullable Object> values() {
        return Collections.unmodifiableList(values);
    }
}
