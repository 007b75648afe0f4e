package io.jamey.cli;

import io.jamey.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What `jamey doctor` found out, in the order of its looking.
final class Diagnosis {
    private static final int WIDTH = 14;
    private static final int DETAILS_SHOWN = 20;

    private final List<Finding> findings = new ArrayList<>();

    enum Verdict {
        OK,
        /// Worth knowing, and no fault.
        NOTE,
        BAD
    }

    /// @param about what was looked at, in a word or two
    /// @param message what is so, and what to do where it is bad
    /// @param details more lines, for whoever wants to see for themselves
    record Finding(Verdict verdict, String about, String message, List<String> details) {
        Finding {
            details = List.copyOf(details);
        }

        private Map<String, Object> fields() {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("verdict", verdict.name().toLowerCase(Locale.ROOT));
            fields.put("about", about);
            fields.put("message", message);
            fields.put("details", details);
            return fields;
        }
    }

    Diagnosis add(Verdict verdict, String about, String message) {
        return add(verdict, about, message, List.of());
    }

    Diagnosis add(Verdict verdict, String about, String message, List<String> details) {
        findings.add(new Finding(verdict, about, message, details));
        return this;
    }

    boolean isSound() {
        return findings.stream().noneMatch(finding -> finding.verdict() == Verdict.BAD);
    }

    void printJson(Surroundings to) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ok", isSound());
        fields.put("findings", findings.stream().map(Finding::fields).toList());
        to.out().println(Json.write(fields));
    }

    void print(Surroundings to) {
        for (Finding finding : findings) {
            to.out()
                    .println(mark(finding.verdict(), to.style()) + "  "
                            + DisplayText.padded(finding.about(), WIDTH, false) + DisplayText.clean(finding.message()));
            finding.details().stream()
                    .limit(DETAILS_SHOWN)
                    .forEach(line -> to.out().println("        " + to.style().dim(DisplayText.clean(line))));
            if (finding.details().size() > DETAILS_SHOWN) {
                to.out().println("        and " + (finding.details().size() - DETAILS_SHOWN) + " more: see --json");
            }
        }
    }

    private static String mark(Verdict verdict, Style style) {
        return switch (verdict) {
            case OK -> style.good("ok  ");
            case NOTE -> style.strong("note");
            case BAD -> style.bad("BAD ");
        };
    }
}
