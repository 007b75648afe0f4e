package io.jamey.metrics.alerts;

import java.time.Duration;

/// When somebody is to be told of what.
///
/// @param hold how long the condition must hold before the alert fires
/// @param summary one sentence; `{operation}` stands for the value of that label
/// @param runbook the runbook's name: a file in `ops/runbooks`, without `.md`
record Rule(String name, Severity severity, Condition condition, Duration hold, String summary, String runbook) {
    /// The summary for one set of labels.
    String summary(Labels labels) {
        String text = summary;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open)) {
            int close = text.indexOf('}', open);
            String value = labels.get(text.substring(open + 1, close));
            text = text.substring(0, open) + value + text.substring(close + 1);
            open += value.length();
        }
        return text;
    }
}
