package io.jamey.cli;

import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.Signal;
import io.jamey.Value;
import io.jamey.json.Json;
import io.jamey.json.SearchJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Memories as people read them.
final class MemoryView {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MATCH_LINES = 3;
    /// Shown even when they did not count: what people ask for first.
    private static final List<Signal> ALWAYS =
            List.of(Signal.CLOSENESS, Signal.WORDS, Signal.RECENCY, Signal.IMPORTANCE);
    /// A space at which no line is broken.
    private static final char UNBROKEN = '\u00a0';

    private static final double SMALLEST_SHARE = 0.005;

    private final Surroundings to;
    private final DisplayText text;
    private final Style style;

    MemoryView(Surroundings to) {
        this.to = to;
        this.text = new DisplayText(to.terminal());
        this.style = to.style();
    }

    /// To the minute, in UTC.
    static String time(Instant at) {
        return TIME.format(at);
    }

    static String score(double score) {
        return String.format(Locale.ROOT, "%.3f", score);
    }

    /// A match in a few lines: place, score, time, id; what it says; and why it was found, when that is known.
    void print(int place, Match match) {
        Memory memory = match.memory();
        print(place, match, time(memory.createdAt()) + "  " + memory.id());
    }

    /// The same without the id, for those who only look.
    void printBriefly(int place, Match match) {
        print(place, match, time(match.memory().createdAt()));
    }

    private void print(int place, Match match, String when) {
        String indent = " ".repeat(4);
        to.out()
                .println(DisplayText.padded(place + ".", 4, false)
                        + style.strong(DisplayText.padded(score(match.score()), 7, true)) + "  "
                        + style.dim(when));
        for (String line : text.wrap(
                DisplayText.clean(match.memory().content()), to.terminal().columns() - indent.length(), MATCH_LINES)) {
            to.out().println(indent + line);
        }
        if (!match.signals().isEmpty()) {
            for (String line : text.wrap(signals(match.signals()), to.terminal().columns() - indent.length(), 3)) {
                to.out().println(indent + style.dim(line.replace(UNBROKEN, ' ')));
            }
        }
    }

    /// Each signal's share of the score: always the four that every store knows, then those of the
    /// conversation's structure that fired, the largest first.
    static String signals(Map<Signal, Double> shares) {
        Stream<Signal> fired = shares.entrySet().stream()
                .filter(share -> !ALWAYS.contains(share.getKey()) && Math.abs(share.getValue()) >= SMALLEST_SHARE)
                .sorted(Comparator.comparingDouble(share -> -Math.abs(share.getValue())))
                .map(Map.Entry::getKey);
        return Stream.concat(ALWAYS.stream(), fired)
                .map(signal -> SearchJson.name(signal) + UNBROKEN + share(shares.getOrDefault(signal, 0.0)))
                .collect(Collectors.joining("  "));
    }

    /// Everything about one memory.
    void print(Memory memory) {
        var lines = new ArrayList<String[]>();
        lines.add(new String[] {"id", memory.id().toString()});
        lines.add(new String[] {"namespace", memory.namespace().value()});
        lines.add(new String[] {"type", memory.type().name()});
        memory.session()
                .ifPresent(session -> lines.add(new String[] {
                    "session", session + ", place " + memory.sequence().orElse(0)
                }));
        memory.actor().ifPresent(actor -> lines.add(new String[] {"actor", actor}));
        lines.add(new String[] {"importance", String.valueOf(memory.importance())});
        if (!memory.metadata().fields().isEmpty()) {
            lines.add(new String[] {
                "metadata", Json.write(new Value.Fields(memory.metadata().fields()))
            });
        }
        memory.embedding()
                .ifPresent(embedding -> lines.add(new String[] {"embedding", embedding.dimension() + " components"}));
        lines.add(new String[] {"created", memory.createdAt().toString()});
        lines.add(new String[] {"updated", memory.updatedAt().toString()});
        lines.add(new String[] {"last accessed", memory.lastAccessed().toString()});
        memory.expiresAt().ifPresent(at -> lines.add(new String[] {"expires", at.toString()}));
        lines.add(new String[] {"version", String.valueOf(memory.version())});
        for (String[] line : lines) {
            to.out().println(style.dim(DisplayText.padded(line[0], 14, false)) + DisplayText.clean(line[1]));
        }
        to.out().println();
        memory.content()
                .lines()
                .map(DisplayText::clean)
                .flatMap(line -> text.wrap(line, to.terminal().columns(), Integer.MAX_VALUE).stream())
                .forEach(to.out()::println);
    }

    private static String share(double value) {
        return Math.abs(value) < SMALLEST_SHARE ? "0" : String.format(Locale.ROOT, "%+.2f", value);
    }
}
