package io.jamey.json;

import io.jamey.Cursor;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.Page;
import io.jamey.SearchPlan;
import io.jamey.SearchResult;
import io.jamey.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What [MemoryJson] and [SearchJson] write of memories, pages and results, read back. All from UTF-8.
///
/// Requests are read strictly, answers are not: fields that are unknown here are passed over, for a newer server may
/// have more to say.
public final class AnswerJson {
    private static final double NANOS_PER_MILLI = 1e6;

    private AnswerJson() {}

    /// One memory.
    public static Memory readMemory(byte[] document) {
        return TokenReader.read(document, AnswerJson::memory);
    }

    /// `{"items":[...]}`.
    public static List<Memory> readMemories(byte[] document) {
        return readPage(document).items();
    }

    /// A page; without a total, as many as it has.
    public static Page readPage(byte[] document) {
        return TokenReader.read(document, AnswerJson::page);
    }

    /// What a search found.
    public static SearchResult readResult(byte[] document) {
        return TokenReader.read(document, AnswerJson::result);
    }

    private static Memory memory(TokenReader in) {
        var parts = new MemoryParts();
        in.object("a memory", name -> read(name, parts, in));
        return parts.stored();
    }

    private static void read(String name, MemoryParts parts, TokenReader in) {
        if (MemoryJson.MEMORY.has(name) && !in.isNull()) {
            parts.read(name, in);
        } else {
            in.skip();
        }
    }

    private static Page page(TokenReader in) {
        var items = new ArrayList<Memory>();
        var parts = new Object() {
            long total = -1;
            Optional<Cursor> next = Optional.empty();
        };
        in.object("a page", name -> {
            switch (name) {
                case "items" -> in.array(name, () -> items.add(memory(in)));
                case "total" -> parts.total = in.whole(name);
                case "next_cursor" -> parts.next = Optional.of(new Cursor(in.text(name)));
                default -> in.skip();
            }
        });
        return new Page(items, parts.total < 0 ? items.size() : parts.total, parts.next);
    }

    private static SearchResult result(TokenReader in) {
        var matches = new ArrayList<Match>();
        var parts = new Object() {
            @Nullable SearchPlan plan;
        };
        in.object("a result", name -> {
            switch (name) {
                case "matches" -> in.array(name, () -> matches.add(match(in)));
                case "plan" -> parts.plan = plan(in);
                default -> in.skip();
            }
        });
        return new SearchResult(matches, Optional.ofNullable(parts.plan));
    }

    private static Match match(TokenReader in) {
        var memory = new MemoryParts();
        var signals = new EnumMap<Signal, Double>(Signal.class);
        var parts = new Object() {
            double score = Double.NaN;
        };
        in.object("a match", name -> {
            switch (name) {
                case "score" -> parts.score = in.number(name);
                case "signals" ->
                    in.object(name, signal -> signals.put(SearchJson.signal(signal), in.number("share of " + signal)));
                default -> read(name, memory, in);
            }
        });
        return new Match(memory.stored(), parts.score, signals);
    }

    private static SearchPlan plan(TokenReader in) {
        Map<String, Long> counts = new LinkedHashMap<>();
        var parts = new Object() {
            String strategy = "";
            double tookMillis;
        };
        in.object("a plan", name -> {
            switch (name) {
                case "strategy" -> parts.strategy = in.text(name);
                case "counts" -> in.object(name, what -> counts.put(what, in.whole(what)));
                case "took_ms" -> parts.tookMillis = in.number(name);
                default -> in.skip();
            }
        });
        return new SearchPlan(parts.strategy, counts, Duration.ofNanos(Math.round(parts.tookMillis * NANOS_PER_MILLI)));
    }
}
