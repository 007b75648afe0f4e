package io.jamey.bench.report.page;

import io.jamey.bench.page.Html;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Where flame graphs of operations lie.
///
/// @param addresses by the operation's id, relative to the page
public record FlameGraphs(Map<String, String> addresses) {
    public static final FlameGraphs NONE = new FlameGraphs(Map.of());

    /// Where `jamey bench --profile-time` leaves them, beside the page.
    private static final String FOLDER = "profile";
    /// Files below the page's folder: no scheme, no host, no way up.
    private static final Pattern BELOW = Pattern.compile("[\\w-][\\w.-]*(/[\\w-][\\w.-]*)*");

    public FlameGraphs {
        addresses = Map.copyOf(addresses);
        addresses.values().stream()
                .filter(address -> !BELOW.matcher(address).matches())
                .findAny()
                .ifPresent(address -> {
                    throw new IllegalArgumentException(
                            "a flame graph must lie below the page, in plain letters, not at " + address);
                });
    }

    /// Those of these operations that were drawn beside a page before.
    public static FlameGraphs beside(Path page, List<String> ids) {
        var found = new TreeMap<String, String>();
        for (String id : ids) {
            String address = FOLDER + "/" + id.replace('/', '-') + ".html";
            if (BELOW.matcher(address).matches() && Files.isRegularFile(page.resolveSibling(address))) {
                found.put(id, address);
            }
        }
        return new FlameGraphs(found);
    }

    Optional<Html> link(String id) {
        return Optional.ofNullable(addresses.get(id))
                .map(address -> Html.element("p")
                        .add(Html.element("a", "Flame graph: where the time goes")
                                .attribute("href", address)));
    }
}
