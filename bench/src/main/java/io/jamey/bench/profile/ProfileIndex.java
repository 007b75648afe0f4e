package io.jamey.bench.profile;

import io.jamey.bench.page.Html;
import io.jamey.bench.page.Page;
import io.jamey.bench.page.StackedTable;
import io.jamey.bench.report.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The page that leads to the flame graphs of a run.
public final class ProfileIndex {
    private static final int HOTTEST = 3;

    private ProfileIndex() {}

    /// Writes `index.html` beside the pages; returns it.
    ///
    /// @param pages in one folder
    /// @param measured on what, and when, in words
    public static Path write(Map<Profile, Path> pages, String measured, Path folder) {
        var page = new Page("Where time and memory go");
        page.add(
                Html.element("h1", "Where time and memory go"),
                Html.element("p", "One flame graph for each operation.").styled("lead"),
                Html.element("p", measured).styled("note"),
                table(pages));
        Path file = folder.resolve("index.html");
        page.write(file);
        return file;
    }

    /// The frames that take most processor time by themselves, in words.
    public static String hottest(Profile profile) {
        CallTree cpu = profile.cpu();
        return String.join(
                ", ",
                cpu.hottest(HOTTEST).stream()
                        .map(hot -> String.format(
                                Locale.ROOT, "%s %.0f %%", hot.frame().label(), 100.0 * hot.self() / cpu.total()))
                        .toList());
    }

    private static Html table(Map<Profile, Path> pages) {
        var table = new StackedTable("Flame graphs")
                .column("operation")
                .number("CPU, each")
                .number("allocated, each")
                .number("while sampled")
                .column("takes most CPU time");
        pages.forEach((profile, page) -> table.row(List.of(
                Html.element("span")
                        .add(Html.element("a", profile.benchmark().id())
                                .attribute("href", page.getFileName().toString())),
                Html.element("span", Quantity.nanos(profile.cpuEach())),
                Html.element("span", Quantity.bytes(profile.allocatedEach())),
                Html.element("span", Quantity.percent(profile.slowdown() - 1)),
                Html.element("span", hottest(profile)).styled("wraps"))));
        return table.html();
    }
}
