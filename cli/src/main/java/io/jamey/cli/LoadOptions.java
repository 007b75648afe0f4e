package io.jamey.cli;

import io.jamey.bench.load.Load;
import io.jamey.bench.load.Mix;
import io.jamey.bench.load.Settings;
import io.jamey.server.settings.WrittenDuration;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which loads are tried, and for how long.
final class LoadOptions {
    private static final Pattern RATE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(?:/(s|min))?");

    /// How requests of an open loop follow each other.
    enum Arrivals {
        poisson,
        uniform
    }

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "RATE",
            description = "Open loop: so many requests a second, such as 200/s, sent when they are due whatever the"
                    + " store does. Several, by commas: a run of each")
    private List<String> rates = List.of();

    @Option(names = "--closed", description = "Closed loop only: clients that wait for each answer")
    private boolean closed;

    @Option(
            names = "--concurrency",
            split = ",",
            paramLabel = "N",
            description = "Clients of closed runs. Default: 1,5,10,20,50")
    private List<Integer> concurrency = List.of(1, 5, 10, 20, 50);

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Of each run, such as 60s. Default: 10s closed, 20s open")
    private @Nullable String duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description = "Before each run, not measured; three times as long before the first. Default:"
                    + " ${DEFAULT-VALUE}")
    private String warmUp = "2s";

    @Option(
            names = "--mix",
            paramLabel = "MIX",
            description = "How often which request is sent, in relation to the others. Default: ${DEFAULT-VALUE}")
    private String mix = Mix.USUAL.toString();

    @Option(
            names = "--arrivals",
            paramLabel = "KIND",
            description = "Open loop: poisson, at random moments, or uniform, at equal intervals. Default:"
                    + " ${DEFAULT-VALUE}")
    private Arrivals arrivals = Arrivals.poisson;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Answers that take longer count as timeouts. Default: ${DEFAULT-VALUE}")
    private String timeout = Settings.TIMEOUT.toSeconds() + "s";

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "Open loop: the most requests without an answer. Default: ${DEFAULT-VALUE}")
    private int inFlight = Settings.IN_FLIGHT_MAX;

    /// Whether to find the maximum first and then to try parts of it.
    boolean isStory() {
        if (closed && !rates.isEmpty()) {
            throw new IllegalArgumentException("--closed and --rate exclude each other: run one after the other");
        }
        return !closed && rates.isEmpty();
    }

    List<Load.Closed> closedLoads() {
        return concurrency.stream().map(Load.Closed::new).toList();
    }

    /// What was asked for, if it was not the story.
    List<? extends Load> loads() {
        return closed
                ? closedLoads()
                : rates.stream()
                        .map(rate -> new Load.Open(perSecond(rate), arrivals()))
                        .toList();
    }

    Load.Arrivals arrivals() {
        return switch (arrivals) {
            case poisson -> Load.Arrivals.POISSON;
            case uniform -> Load.Arrivals.UNIFORM;
        };
    }

    /// @param usual duration of a run when the user names none
    Settings settings(Duration usual, long seed) {
        return new Settings(
                Mix.parse(mix),
                duration == null ? usual : duration("--duration", duration),
                duration("--warm-up", warmUp),
                duration("--timeout", timeout),
                inFlight,
                seed);
    }

    static Duration duration(String option, String written) {
        return WrittenDuration.parse(written)
                .orElseThrow(() -> new IllegalArgumentException(
                        option + " takes a time such as 500ms, 60s or 2m, not '" + written + "'"));
    }

    private static double perSecond(String written) {
        Matcher parts = RATE.matcher(written.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("--rate takes rates such as 200/s or 90/min, not '" + written + "'");
        }
        double number = Double.parseDouble(parts.group(1));
        return "min".equals(parts.group(2)) ? number / 60 : number;
    }
}
