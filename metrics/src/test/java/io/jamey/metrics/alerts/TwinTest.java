package io.jamey.metrics.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The alerts of this process and those of Prometheus say the same of the same series, at every moment: what is
/// pending, what is firing, of which labels.
///
/// Takes seconds. A campaign, `-Djamey.alerts.stories=10`, takes some seconds for each story and each fault.
class TwinTest {
    private static final Path RULES = Promtool.repository().resolve("ops/prometheus/alerts.yaml");
    /// Few and short ones, unless it is asked for a campaign.
    private static final boolean CAMPAIGN = System.getProperty("jamey.alerts.stories") != null;

    private static final int STORIES = Integer.getInteger("jamey.alerts.stories", 3);
    private static final int SECONDS = CAMPAIGN ? 4_500 : 1_800;
    /// Stories that promtool is given at once: a fault that is seen in the first few needs no more.
    private static final int TOGETHER = 5;

    private final long seed = Long.getLong("jamey.seed", System.nanoTime());

    @TempDir
    Path folder;

    @Test
    void prometheus_and_this_process_give_equal_verdicts() throws IOException {
        Promtool promtool = Promtool.find();
        System.out.println("TwinTest: repeat with -Djamey.seed=" + seed);
        List<String> tests = tests();
        for (Rule rule : CAMPAIGN ? AlertRules.ALL : List.<Rule>of()) {
            String firing = "alertname=\"" + rule.name() + "\",alertstate=\"firing\"";
            assertThat(tests).as("seed %d: %s", seed, firing).anyMatch(test -> test.contains(firing));
        }
        Promtool.Answer answer = compare(promtool, Files.readString(RULES), tests);
        assertThat(answer.content()).as("seed %d: %s", seed, start(answer)).isTrue();
    }

    @Test
    void a_fault_in_one_of_the_two_is_seen() throws IOException {
        Promtool promtool = Promtool.find();
        System.out.println("TwinTest: repeat with -Djamey.seed=" + seed);
        String rules = Files.readString(RULES);
        List<String> tests = tests();
        var faults = CAMPAIGN ? faults(rules) : Map.of("patience", rules.replaceAll("for: \\d+m", "for: 1s"));
        faults.forEach((fault, broken) -> {
            assertThat(broken).as(fault).isNotEqualTo(rules);
            assertThat(compare(promtool, broken, tests).content())
                    .as("%s, with seed %d", fault, seed)
                    .isFalse();
        });
    }

    private static Map<String, String> faults(String rules) {
        var faults = new TreeMap<String, String>();
        faults.put("another window", rules.replace("[5m]", "[290s]"));
        faults.put("restarts not seen", rules.replace("rate(jamey_cache", "1/120 * delta(jamey_cache"));
        faults.put("nothing extrapolated", rules.replace("rate(", "irate("));
        faults.put("another factor", rules.replace("> 2 *", "> 2.05 *"));
        faults.put("another hit rate", rules.replace("< 0.8", "< 0.78"));
        faults.put("more than is at least", rules.replace("> 0.8", ">= 0.8"));
        faults.put("a longer patience", rules.replace("for: 10m", "for: 610s"));
        faults.put("a shorter patience", rules.replace("for: 1m", "for: 50s"));
        faults.put("no traffic asked for", rules.replace("[2m])) > 1", "[2m])) > 0"));
        faults.put("callers' mistakes count", rules.replace("{error_type!=\"invalid\",error_type!=\"conflict\"}", ""));
        faults.put("timeouts forgotten", rules.replaceAll(" +or sum.*\n", ""));
        return faults;
    }

    /// What promtool said of the first tests that it was not content with, or else of the last.
    private Promtool.Answer compare(Promtool promtool, String rules, List<String> tests) {
        try {
            Files.writeString(folder.resolve("rules.yaml"), rules);
            Promtool.Answer answer = new Promtool.Answer(true, "no tests");
            for (int i = 0; i < tests.size() && answer.content(); i++) {
                Path file = Files.writeString(folder.resolve("test.yaml"), tests.get(i));
                answer = promtool.answer("test", "rules", file.toString());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String start(Promtool.Answer answer) {
        return answer.output().lines().limit(40).collect(Collectors.joining("\n"));
    }

    private List<String> tests() {
        var tests = new ArrayList<String>();
        for (int first = 0; first < STORIES; first += TOGETHER) {
            tests.add(test(first, Math.min(first + TOGETHER, STORIES)));
        }
        return tests;
    }

    /// What promtool is to check: the series, and what this process said of them at every step.
    private String test(int first, int end) {
        var yaml = new StringBuilder("rule_files: [rules.yaml]\nevaluation_interval: " + Story.STEP + "s\ntests:\n");
        for (int i = first; i < end; i++) {
            var story = new Story(seed + i, SECONDS);
            yaml.append("  - interval: 1s\n    input_series:\n");
            series(story)
                    .forEach((name, values) -> yaml.append("      - series: '")
                            .append(name)
                            .append("'\n        values: '")
                            .append(values)
                            .append("'\n"));
            yaml.append("    promql_expr_test:\n");
            verdicts(story, yaml);
        }
        return yaml.toString();
    }

    private static void verdicts(Story story, StringBuilder yaml) {
        var alerts = Alerts.standard();
        for (int second = 0; second < SECONDS; second++) {
            List<Sample> samples = story.rounds().get(second);
            if (samples != null) {
                alerts.sampled(Instant.ofEpochSecond(second), samples);
            }
            if (second % Story.STEP == 0) {
                alerts.judge(Instant.ofEpochSecond(second));
                yaml.append("      - {expr: ALERTS, eval_time: ").append(second).append("s, exp_samples: [");
                alerts.current().stream()
                        .filter(alert -> alert.state() != Alert.State.RESOLVED)
                        .forEach(alert -> yaml.append("{labels: '")
                                .append(name("ALERTS", labels(alert)))
                                .append("', value: 1},"));
                yaml.append("]}\n");
            }
        }
    }

    private static Labels labels(Alert alert) {
        var labels = new TreeMap<>(alert.labels().values());
        labels.put("alertname", alert.name());
        labels.put("alertstate", alert.state().word());
        labels.put("severity", alert.severity().word());
        return new Labels(labels);
    }

    /// Each series in promtool's words, second by second: `_` is no sample, `stale` the end of a series.
    private static SortedMap<String, String> series(Story story) {
        var all = new TreeMap<String, List<String>>();
        story.rounds()
                .values()
                .forEach(samples ->
                        samples.forEach(sample -> all.put(name(sample.name(), sample.labels()), new ArrayList<>())));
        int before = -1;
        var present = new HashSet<String>();
        for (Map.Entry<Integer, List<Sample>> round : story.rounds().entrySet()) {
            int gap = round.getKey() - before - 1;
            before = round.getKey();
            Map<String, Double> values = round.getValue().stream()
                    .collect(Collectors.toMap(sample -> name(sample.name(), sample.labels()), Sample::value));
            all.forEach((name, words) -> {
                if (gap > 0) {
                    words.add("_x" + gap);
                }
                Double value = values.get(name);
                if (value != null) {
                    words.add(BigDecimal.valueOf(value).toPlainString());
                    present.add(name);
                } else {
                    words.add(present.remove(name) ? "stale" : "_");
                }
            });
        }
        var result = new TreeMap<String, String>();
        all.forEach((name, words) -> result.put(name, String.join(" ", words)));
        return result;
    }

    private static String name(String name, Labels labels) {
        return labels.values().entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(",", name + "{", "}"));
    }
}
