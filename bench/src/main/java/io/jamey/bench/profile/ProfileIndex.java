package io.jamey.bench.profile;

import io.jamey.bench.page.Html;
import io.jamey.bench.page.Page;
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
                Page.table(
                        List.of("operation", "CPU, each", "allocated, each", "while sampled", "takes most CPU time"),
                        pages.entrySet().stream()
                                .map(each -> row(each.getKey(), each.getValue()))
                                .toList()));
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

    private static Html row(Profile profile, Path page) {
        Html link = Html.element("a", profile.benchmark().id())
                .attribute("href", page.getFileName().toString());
        return Html.element("tr")
                .add(
                        Html.element("td").add(link),
                        number(Quantity.nanos(profile.cpuEach())),
                        number(Quantity.bytes(profile.allocatedEach())),
                        number(Quantity.percent(profile.slowdown() - 1)),
                        Html.element("td", hottest(profile)));
    }

    private static Html number(String text) {
        return Html.element("td", text).styled("number");
    }
}
