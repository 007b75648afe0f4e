package io.jamey.server.browser;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a browser has to say against a page: errors in its console, exceptions nobody caught, what its policy forbade.
final class Complaint {
    private Complaint() {}

    /// The complaint in an event of DevTools, if it is one.
    static Optional<String> of(String method, Map<?, ?> parameters) {
        return switch (method) {
            case "Runtime.exceptionThrown" -> Optional.of("exception: " + parameters.get("exceptionDetails"));
            case "Runtime.consoleAPICalled" ->
                Optional.of(parameters)
                        .filter(call -> List.of("error", "warning", "assert").contains(call.get("type")))
                        .map(call -> "console: " + call.get("args"));
            case "Log.entryAdded" -> Optional.of(entry(parameters.get("entry"))).filter(said -> !said.isEmpty());
            default -> Optional.empty();
        };
    }

    private static String entry(@Nullable Object written) {
        Map<?, ?> entry = DevTools.map(written);
        return List.of("error", "warning").contains(entry.get("level"))
                ? entry.get("source") + ": " + entry.get("text") + " " + entry.get("url")
                : "";
    }
}
