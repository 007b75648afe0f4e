package io.jamey.metrics.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The files in `ops/prometheus` are what Prometheus takes, and say what this process does.
class PrometheusFilesTest {
    private static final Path FOLDER = Promtool.repository().resolve("ops/prometheus");
    private static final Path RUNBOOKS = Promtool.repository().resolve("ops/runbooks");

    @Test
    void are_taken_by_prometheus() {
        Promtool promtool = Promtool.find();
        for (String[] check : new String[][] {
            {"check", "rules", FOLDER.resolve("alerts.yaml").toString()},
            {"check", "config", FOLDER.resolve("prometheus.yaml").toString()},
        }) {
            Promtool.Answer answer = promtool.answer(check);
            assertThat(answer.content()).as(answer.output()).isTrue();
        }
    }

    @Test
    void fire_when_they_must_and_not_when_they_must_not() {
        Promtool.Answer answer = Promtool.find()
                .answer("test", "rules", FOLDER.resolve("alerts.test.yaml").toString());
        assertThat(answer.content()).as(answer.output()).isTrue();
    }

    @Test
    void have_the_rules_of_this_process_word_by_word() throws IOException {
        String file = Files.readAllLines(FOLDER.resolve("alerts.yaml")).stream()
                .filter(line -> !line.strip().startsWith("#"))
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ");
        assertThat(AlertRules.ALL).allSatisfy(rule -> assertThat(file).contains(written(rule)));
        assertThat(file.split("- alert:", -1)).hasSize(AlertRules.ALL.size() + 1);
    }

    private static String written(Rule rule) {
        String hold = rule.hold().isZero() ? "" : " for: " + new Window(rule.hold()).promql();
        return "- alert: " + rule.name() + " expr: | " + rule.condition().promql() + hold + " labels: severity: "
                + rule.severity().word() + " annotations: summary: \""
                + rule.summary().replaceAll("\\{(\\w+)}", "{{ \\$labels.$1 }}") + "\"";
    }

    @Test
    void lead_to_runbooks_that_are_there() throws IOException {
        String file = Files.readString(FOLDER.resolve("alerts.yaml"));
        assertThat(AlertRules.ALL).allSatisfy(rule -> {
            assertThat(file).contains("/runbooks/" + rule.runbook() + "\n");
            assertThat(RUNBOOKS.resolve(rule.runbook() + ".md")).exists();
        });
    }
}
