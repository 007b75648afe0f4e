package io.jamey.cli;

import io.jamey.MemoryException;
import io.jamey.client.ClientOptions;
import io.jamey.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `jamey top`: the live page of the dashboard, in a terminal.
@Command(
        description = "Show how fast a server that runs is, beside its budgets, what it uses, and its alerts",
        sortOptions = false,
        footer = {
            "",
            "Ctrl-C ends it. Where stdout is no terminal, frames follow each other as plain text. Times are UTC.",
            "With keys, the server wants one that may read every namespace."
        })
final class TopCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--url", paramLabel = "URL", description = "The server. Default: ${DEFAULT-VALUE}")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A file that holds a key for it. Default: the key in $JAMEY_KEY, if it is set")
    private @Nullable Path keyFile;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description = "Between two looks, such as 500ms or 10s. Default: ${DEFAULT-VALUE}")
    private String interval = "2s";

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "How far back the figures go, from 5s to 1h. Default: ${DEFAULT-VALUE}")
    private String window = "1m";

    @Option(names = "--once", description = "Look once, and end")
    private boolean once;

    @Option(names = "--json", description = "Print what the server said: one JSON document, a line, for each look")
    private boolean json;

    TopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Duration pause = LoadOptions.duration("--interval", interval);
        if (!pause.isPositive()) {
            throw new IllegalArgumentException("--interval must be longer than nothing");
        }
        var frame = new TopFrame(surroundings);
        try (var reader = new LiveReader(server(), LoadOptions.duration("--window", window))) {
            if (once) {
                LiveReading reading = reader.read();
                List<String> lines = json ? List.of(line(reading)) : frame.of(reader.server(), reading);
                lines.forEach(surroundings.out()::println);
            } else {
                watch(reader, frame, pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK;
    }

    private ClientOptions server() {
        ClientOptions open = ClientOptions.of(url);
        String key = keyFile == null ? surroundings.variable("JAMEY_KEY") : UrlOptions.read(keyFile);
        return key == null ? open : open.key(key);
    }

    /// Until the process is told to end, or nobody reads any more.
    private void watch(LiveReader reader, TopFrame frame, Duration pause) throws InterruptedException {
        @Nullable Instant away = null;
        try (var screen = new TopScreen(surroundings, !json)) {
            boolean seen = true;
            while (seen) {
                try {
                    LiveReading reading = reader.read();
                    away = null;
                    seen = json ? screen.add(line(reading)) : screen.show(frame.of(reader.server(), reading));
                } catch (MemoryException e) {
                    Instant since = away == null ? Instant.now() : away;
                    List<String> lines = frame.away(reader.server(), since, String.valueOf(e.getMessage()));
                    if (json) {
                        tell(lines, away == null);
                    } else if (away == null || screen.isInPlace()) {
                        seen = screen.show(lines);
                    }
                    away = since;
                }
                Thread.sleep(pause);
            }
        }
    }

    /// Beside the JSON, once for each time that the server is away.
    private void tell(List<String> lines, boolean first) {
        if (first) {
            lines.forEach(surroundings.err()::println);
        }
    }

    private static String line(LiveReading reading) {
        return Json.write(reading.fields());
    }
}
