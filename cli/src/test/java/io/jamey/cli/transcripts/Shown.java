package io.jamey.cli.transcripts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Compares what a page shows with what was shown when a test did the same.
///
/// JSON may be broken into lines on the page. Times, ids, cursors and numbers with a fraction are others each time: an
/// id or a cursor of the page stands for one that was shown, and for the same one ever after.
public final class Shown {
    private static final Pattern PASSING = Pattern.compile(
            "(?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})|(?<time>\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)|(?<number>\\d+\\.\\d+)");

    private final Map<String, String> actual = new HashMap<>();

    /// A command of the page, about what was shown instead of what stands there.
    public String command(String written) {
        String command = written;
        for (var each : actual.entrySet()) {
            command = command.replace(each.getKey(), each.getValue());
        }
        return command;
    }

    /// From now on, `written` on the page stands for this.
    public void means(String written, String value) {
        actual.put(written, value);
    }

    /// Whether the page tells the truth.
    public boolean isSame(List<String> page, List<String> shown) {
        Optional<Object> expected = json(String.join("\n", page));
        Optional<Object> told = json(String.join("\n", shown));
        if (expected.isPresent() && told.isPresent()) {
            return same(expected.get(), told.get(), false);
        }
        if (page.size() != shown.size()) {
            return false;
        }
        for (int i = 0; i < page.size(); i++) {
            if (!sameText(page.get(i), shown.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Object> json(String text) {
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.read(text.getBytes(UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // several lines of it, which are compared one by one
        }
    }

    private boolean same(@Nullable Object page, @Nullable Object told, boolean isCursor) {
        return switch (page) {
            case Map<?, ?> fields
            when told instanceof Map<?, ?> others ->
                fields.keySet().equals(others.keySet())
                        && fields.entrySet().stream()
                                .allMatch(field -> same(
                                        field.getValue(),
                                        others.get(field.getKey()),
                                        "next_cursor".equals(field.getKey())));
            case List<?> items
            when told instanceof List<?> others -> {
                boolean same = items.size() == others.size();
                for (int i = 0; same && i < items.size(); i++) {
                    same = same(items.get(i), others.get(i), false);
                }
                yield same;
            }
            case String text when told instanceof String other -> isCursor ? bound(text, other) : sameText(text, other);
            case Double _ -> told instanceof Double;
            case null, default -> Objects.equals(page, told);
        };
    }

    private boolean sameText(String page, String told) {
        Matcher pages = PASSING.matcher(page);
        Matcher tolds = PASSING.matcher(told);
        int pageEnd = 0;
        int toldEnd = 0;
        while (pages.find()) {
            boolean alike = tolds.find()
                    && samePlain(page.substring(pageEnd, pages.start()), told.substring(toldEnd, tolds.start()))
                    && samePassing(pages.toMatchResult(), tolds.toMatchResult());
            if (!alike) {
                return false;
            }
            pageEnd = pages.end();
            toldEnd = tolds.end();
        }
        return samePlain(page.substring(pageEnd), told.substring(toldEnd));
    }

    /// Spaces may be more or fewer, as tables have them.
    private boolean samePlain(String page, String told) {
        return command(page)
                .replaceAll("\\s+", " ")
                .strip()
                .equals(told.replaceAll("\\s+", " ").strip());
    }

    private boolean samePassing(MatchResult page, MatchResult told) {
        for (String kind : List.of("id", "time", "number")) {
            if ((page.group(kind) == null) != (told.group(kind) == null)) {
                return false;
            }
        }
        return page.group("id") == null || bound(page.group("id"), told.group("id"));
    }

    private boolean bound(String page, String told) {
        return told.equals(actual.computeIfAbsent(page, _ -> told));
    }
}
