package io.jamey.bench.gate.formats;

import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.Verdict;
import java.util.Locale;

/// A report as a test suite in JUnit's XML: an operation that failed is a failed test, one of which nothing can be
/// said a skipped one.
public final class JUnitXml {
    private JUnitXml() {}

    /// The document.
    ///
    /// @param strict whether what cannot be said is a failure
    public static String of(ComparisonReport report, boolean strict) {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        long failures = report.count(Verdict.FAIL) + (strict ? report.count(Verdict.INCONCLUSIVE) : 0);
        long skipped = report.notCompared().size() + (strict ? 0 : report.count(Verdict.INCONCLUSIVE));
        int errors = report.environment().isFit() ? 0 : 1;
        xml.append(String.format(
                Locale.ROOT,
                "<testsuite name=\"jamey bench\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\""
                        + " time=\"%.3f\" timestamp=\"%s\">\n",
                report.comparisons().size() + report.notCompared().size() + 1,
                failures,
                errors,
                skipped,
                report.took().toMillis() / 1e3,
                report.begun()));
        xml.append(test("environment/same_arithmetic"));
        xml.append(report.environment()
                .unfit()
                .map(why -> "\n" + inner("error", why) + "  </testcase>\n")
                .orElse("</testcase>\n"));
        report.comparisons().forEach(comparison -> xml.append(test(comparison, strict)));
        report.notCompared()
                .forEach(each -> xml.append(test(each.id()))
                        .append('\n')
                        .append(inner("skipped", each.why()))
                        .append("  </testcase>\n"));
        return xml.append("</testsuite>\n").toString();
    }

    private static String test(Comparison comparison, boolean strict) {
        String reasons = String.join("; ", comparison.reasons());
        String inner = switch (comparison.verdict()) {
            case PASS -> "";
            case WARN -> "    <system-out>" + escaped("WARN " + reasons) + "</system-out>\n";
            case FAIL -> inner("failure", reasons);
            case INCONCLUSIVE -> inner(strict ? "failure" : "skipped", reasons);
        };
        return test(comparison.subject().id()) + (inner.isEmpty() ? "" : "\n" + inner + "  ") + "</testcase>\n";
    }

    private static String test(String id) {
        int slash = id.indexOf('/');
        return "  <testcase classname=\"jamey.bench." + escaped(id.substring(0, slash)) + "\" name=\""
                + escaped(id.substring(slash + 1)) + "\">";
    }

    private static String inner(String element, String message) {
        return "    <" + element + " message=\"" + escaped(message) + "\"/>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
