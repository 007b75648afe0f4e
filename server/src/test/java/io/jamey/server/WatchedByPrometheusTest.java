package io.jamey.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.metrics.alerts.Alert;
import io.jamey.server.Watched.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A loaded server under the eyes of a real Prometheus and its own: planted faults set off the alerts in both
/// in time, and every question of the Grafana dashboard has an answer.
///
/// Campaigns of some minutes. `-Djamey.alerts.faults=true` runs all clocks ten times faster;
/// `-Djamey.alerts.realtime=true` takes the rules as they are, and half an hour.
class WatchedByPrometheusTest {
    private static final Path OPS = Path.of("../ops");
    private static final Pattern WINDOW = Pattern.compile("\\[(\\d+)([smh])]|(for|interval): (\\d+)([smh])");

    private static final Pattern SERIES = Pattern.compile("\\b(jamey|memory|db_client|jvm|process|system)_[a-z0-9_]+");

    @TempDir
    Path folder;

    /// Of what is asked of Prometheus nothing is misspelt: all is on `/metrics` once the store is used.
    @Test
    void all_that_the_alerts_and_the_dashboard_name_is_served() throws Exception {
        var named = new TreeSet<String>();
        Stream.concat(
                        DashboardFile.read().expressions().stream(),
                        Files.readString(OPS.resolve("prometheus/alerts.yaml")).lines())
                .forEach(text -> SERIES.matcher(text).results().forEach(found -> named.add(found.group())));
        assertThat(named).hasSizeGreaterThan(20);
        try (var watched = new Watched(folder, 1)) {
            await(Duration.ofSeconds(20), () -> missing(named, watched).isEmpty());
            assertThat(missing(named, watched)).isEmpty();
        }
    }

    private static Set<String> missing(Set<String> named, Watched watched) {
        String served = watched.metrics();
        return named.stream()
                .filter(name -> !served.contains("\n" + name + "{") && !served.contains("\n" + name + " "))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @EnabledIfSystemProperty(named = "jamey.alerts.faults", matches = "true")
    void planted_faults_set_off_their_alerts_in_both_in_time_and_these_are_resolved() throws IOException {
        faults(10, "500ms");
    }

    @Test
    @EnabledIfSystemProperty(named = "jamey.alerts.realtime", matches = "true")
    void so_they_do_in_real_time() throws IOException {
        faults(1, "10s");
    }

    private void faults(int speed, String interval) throws IOException {
        try (var watched = new Watched(folder, speed);
                var prometheus = Prometheus.start(folder, faster(speed), interval, watched.target())) {
            // long enough for the windows to be full of good times
            Prometheus.pause(Duration.ofMinutes(6).dividedBy(speed).toMillis());
            assertThat(firing(prometheus)).isEmpty();
            assertThat(firing(watched)).isEmpty();

            long begin = System.nanoTime();
            Stream.of(Fault.values()).forEach(watched::begin);
            var inProcess = new EnumMap<Fault, Duration>(Fault.class);
            var outside = new EnumMap<Fault, Duration>(Fault.class);
            await(Duration.ofMinutes(12).dividedBy(speed), () -> {
                Duration since = Duration.ofNanos(System.nanoTime() - begin).multipliedBy(speed);
                note(firing(watched), inProcess, since);
                note(firing(prometheus), outside, since);
                return inProcess.size() + outside.size() == 2 * Fault.values().length;
            });
            System.out.println("fired in this process after " + inProcess + ", in Prometheus after " + outside);
            for (Fault fault : Fault.values()) {
                assertThat(inProcess.get(fault)).as("%s in process", fault).isBetween(fault.earliest, fault.latest());
                assertThat(outside.get(fault)).as("%s in Prometheus", fault).isBetween(fault.earliest, fault.latest());
            }

            Stream.of(Fault.values()).forEach(watched::end);
            await(
                    Duration.ofMinutes(7).dividedBy(speed),
                    () -> firing(watched).isEmpty() && firing(prometheus).isEmpty());
            assertThat(watched.alerts()).extracting(Alert::state).containsOnly(Alert.State.RESOLVED);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "jamey.alerts.dashboard", matches = "true")
    void every_question_of_the_dashboard_has_an_answer() throws IOException {
        try (var watched = new Watched(folder, 1);
                var prometheus = Prometheus.start(
                        folder, Files.readString(OPS.resolve("prometheus/alerts.yaml")), "1s", watched.target())) {
            watched.begin(Fault.EXHAUSTED_POOL);
            System.gc();
            Prometheus.pause(20_000);
            var unanswered = new ArrayList<String>();
            List<String> expressions = DashboardFile.read().expressions();
            for (String expression : expressions) {
                List<Map<?, ?>> result = prometheus.query(expression);
                if (result.isEmpty()
                        || result.stream().allMatch(each -> each.toString().contains("NaN"))) {
                    unanswered.add(expression + " -> " + result);
                }
            }
            assertThat(unanswered).isEmpty();
            assertThat(expressions).hasSizeGreaterThan(40);
        }
    }

    /// The rules with all times so many times shorter.
    private static String faster(int speed) throws IOException {
        String rules = Files.readString(OPS.resolve("prometheus/alerts.yaml"));
        return speed == 1
                ? rules
                : WINDOW.matcher(rules)
                        .replaceAll(found -> found.group(1) != null
                                ? "[" + millis(found.group(1), found.group(2)) / speed + "ms]"
                                : found.group(3) + ": "
                                        + millis(found.group(4), found.group(5))
                                                / speed
                                                / (found.group(3).equals("interval") ? 2 : 1)
                                        + "ms");
    }

    private static long millis(String number, String unit) {
        return Long.parseLong(number)
                * switch (unit) {
                    case "h" -> 3_600_000;
                    case "m" -> 60_000;
                    default -> 1_000;
                };
    }

    private static Set<String> firing(Prometheus prometheus) {
        var names = new TreeSet<String>();
        prometheus
                .query("ALERTS{alertstate=\"firing\"}")
                .forEach(alert -> names.add(
                        String.valueOf(((Map<?, ?>) Objects.requireNonNull(alert.get("metric"))).get("alertname"))));
        return names;
    }

    private static Set<String> firing(Watched watched) {
        var names = new TreeSet<String>();
        watched.alerts().stream()
                .filter(alert -> alert.state() == Alert.State.FIRING)
                .forEach(alert -> names.add(alert.name()));
        return names;
    }

    private static void note(Set<String> firing, Map<Fault, Duration> seen, Duration since) {
        for (Fault fault : Fault.values()) {
            if (firing.contains(fault.alert)) {
                seen.putIfAbsent(fault, since);
            }
        }
    }

    private static void await(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Prometheus.pause(50);
        }
    }
}
