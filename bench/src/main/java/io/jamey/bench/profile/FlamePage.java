package io.jamey.bench.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.bench.report.Quantity;
import io.jamey.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A profile as a web page in one file, without network: flame graphs of processor time and allocation (after
/// Gregg, "The Flame Graph", CACM 59(6), 2016; callers above), with zoom, search and the hottest frames.
public final class FlamePage {
    private static final int HOTTEST = 15;

    private FlamePage() {}

    /// Writes a profile into a folder, which is made: the page, and the stacks as other tools read them. Returns
    /// the page.
    ///
    /// @param measured on what, and when, in words
    public static Path write(Profile profile, String measured, Path folder) {
        String name = profile.benchmark().id().replace('/', '-');
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name + ".cpu.collapsed"), profile.cpu().collapsed());
            Files.write(
                    folder.resolve(name + ".allocation.collapsed"),
                    profile.allocation().collapsed());
            return Files.writeString(folder.resolve(name + ".html"), html(profile, measured));
        } catch (IOException e) {
            throw new UncheckedIOException("the profile cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    static String html(Profile profile, String measured) {
        String title = profile.benchmark().id();
        String page = resource("flame.html");
        return between(
                page,
                Map.of(
                        "title", title.replace("&", "&amp;").replace("<", "&lt;"),
                        "data", inScript(Json.write(document(profile, measured))),
                        "script", resource("flame.js")));
    }

    /// Fills the places that are named in double braces, each once, so that what is filled in is never searched.
    private static String between(String template, Map<String, String> parts) {
        var out = new StringBuilder();
        int from = 0;
        for (int at = template.indexOf("{{"); at >= 0; at = template.indexOf("{{", from)) {
            int end = template.indexOf("}}", at);
            String part = parts.get(template.substring(at + 2, end));
            if (part == null) {
                throw new IllegalStateException("nothing to put at " + template.substring(at, end + 2));
            }
            out.append(template, from, at).append(part);
            from = end + 2;
        }
        return out.append(template, from, template.length()).toString();
    }

    /// JSON that cannot end the element it stands in.
    private static String inScript(String json) {
        return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    private static Map<String, Object> document(Profile profile, String measured) {
        double operations = profile.operations();
        var document = new LinkedHashMap<String, Object>();
        document.put("title", profile.benchmark().id());
        document.put("does", profile.benchmark().does());
        document.put("measured", measured);
        document.put("facts", facts(profile));
        document.put(
                "graphs",
                List.of(
                        graph("cpu", "CPU", "CPU time", "ns", profile.cpu(), operations),
                        graph("allocation", "Allocation", "allocation", "bytes", profile.allocation(), operations)));
        return document;
    }

    private static List<List<String>> facts(Profile profile) {
        return List.of(
                List.of("calls sampled", String.format(Locale.ROOT, "%,d", profile.calls())),
                List.of(
                        "median, without sampling",
                        Quantity.nanos(
                                profile.medianNanos() / profile.benchmark().perCall())),
                List.of("while sampled", Quantity.percent(profile.slowdown() - 1)),
                List.of("CPU time in samples, each", Quantity.nanos(profile.cpuEach())),
                List.of("allocated in samples, each", Quantity.bytes(profile.allocatedEach())),
                List.of(
                        "samples, CPU and allocation",
                        String.format(
                                Locale.ROOT,
                                "%,d and %,d%s",
                                profile.cpuSamples(),
                                profile.allocationSamples(),
                                profile.lost() == 0 ? "" : String.format(Locale.ROOT, ", %,d lost", profile.lost()))),
                List.of("sampled by", profile.sampler().about()));
    }

    private static Map<String, Object> graph(
            String id, String tab, String name, String unit, CallTree tree, double operations) {
        var numbers = new LinkedHashMap<Frame, Integer>();
        var nodes = new ArrayList<Long>();
        flatten(tree, numbers, nodes);
        var graph = new LinkedHashMap<String, Object>();
        graph.put("id", id);
        graph.put("tab", tab);
        graph.put("name", name);
        graph.put("unit", unit);
        graph.put("operations", operations);
        graph.put(
                "frames",
                numbers.keySet().stream()
                        .map(frame -> List.of(
                                frame.label(), frame.full(), frame.kind().name().toLowerCase(Locale.ROOT)))
                        .toList());
        graph.put("nodes", nodes);
        graph.put(
                "hot",
                tree.hottest(HOTTEST).stream()
                        .map(hot -> List.of((long) numbers.getOrDefault(hot.frame(), 0), hot.self(), hot.total()))
                        .toList());
        return graph;
    }

    /// Each node before its children: number of the frame, own weight, number of children.
    private static void flatten(CallTree tree, Map<Frame, Integer> numbers, List<Long> nodes) {
        int fresh = numbers.size();
        nodes.add((long) numbers.computeIfAbsent(tree.frame(), _ -> fresh));
        nodes.add(tree.self());
        nodes.add((long) tree.children().size());
        tree.children().forEach(child -> flatten(child, numbers, nodes));
    }

    private static String resource(String name) {
        try (InputStream in = FlamePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
