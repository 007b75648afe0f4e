package io.jamey.server.http;

import io.jamey.json.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Finds the route of a request. Paths are compared as they are written, segment by segment, before anything is
/// decoded: `%2F` is part of a name, and `..` is a name like any other.
final class Router {
    private final List<Entry> entries;

    private record Entry(Route route, List<String> segments) {
        boolean matches(List<String> path) {
            if (path.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                boolean same =
                        segments.get(i).startsWith("{") || segments.get(i).equals(path.get(i));
                if (!same) {
                    return false;
                }
            }
            return true;
        }
    }

    /// @param names the parts of the path that stand for something, decoded
    record Match(Route route, Map<String, String> names) {}

    /// Where two match, the first is taken.
    Router(List<Route> routes) {
        entries = routes.stream()
                .map(route -> new Entry(route, segments(route.path())))
                .toList();
    }

    /// @throws ProblemException 404 or 405
    Match match(String method, String path) {
        List<String> segments = segments(path);
        var allowed = new TreeSet<String>();
        for (Entry entry : entries) {
            if (entry.matches(segments)) {
                if (entry.route().method().equals(method.equals("HEAD") ? "GET" : method)) {
                    return new Match(entry.route(), names(entry, segments));
                }
                allowed.add(entry.route().method());
            }
        }
        if (allowed.isEmpty()) {
            var known = new TreeSet<String>();
            entries.forEach(entry -> known.add(entry.route().path()));
            throw Problem.of(ProblemType.NOT_FOUND, "unknown path" + Suggestion.instead(path, known))
                    .thrown();
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        String methods = String.join(", ", allowed);
        throw Problem.of(ProblemType.METHOD_NOT_ALLOWED, "this path takes " + methods)
                .withHeader("Allow", methods)
                .thrown();
    }

    private static Map<String, String> names(Entry entry, List<String> path) {
        var names = new HashMap<String, String>();
        for (int i = 0; i < path.size(); i++) {
            String template = entry.segments().get(i);
            if (template.startsWith("{")) {
                names.put(template.substring(1, template.length() - 1), PercentCoding.decode(path.get(i), false));
            }
        }
        return names;
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }
}
