package io.jamey.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever looks like a secret is written nowhere, whichever way it comes; and the corpus that shows it would notice.
class RedactionTest {
    private static final long SEED = Long.getLong("jamey.seed", System.nanoTime());
    private static final List<Template.Filled> CORPUS = new SecretCorpus(SEED).all();

    static {
        System.out.println("RedactionTest: -Djamey.seed=" + SEED);
    }

    @Test
    void theCorpusHasThreeHundredShapesWhichLeakWithoutRedaction() {
        assertThat(CORPUS).hasSizeGreaterThanOrEqualTo(300);
        assertThat(CORPUS.stream().map(Template.Filled::name).distinct()).hasSizeGreaterThanOrEqualTo(300);
        for (LogChannel channel : LogChannel.values()) {
            assertThat(leaks(channel, LogOptions.Format.JSON, (_, text) -> text))
                    .as("found in %s", channel)
                    .hasSize(CORPUS.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingLeaksAndEveryLineIsJson(LogChannel channel) {
        assertThat(leaks(channel, LogOptions.Format.JSON, RecordedLog.redacting()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"MESSAGE", "CONTEXT", "FIELD", "SUPPRESSED", "MARKER"}) // the rest of the way is the same
    void nothingLeaksInLinesForPeople(LogChannel channel) {
        assertThat(leaks(channel, LogOptions.Format.CONSOLE, RecordedLog.redacting()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aChannelThatIsForgottenIsNoticed(LogLine.Channel forgotten) {
        Redactor redactor = Redactor.usual();
        LogLine.Redaction broken = (channel, text) -> channel == forgotten ? text : redactor.redact(text);

        var leaks = new ArrayList<String>();
        for (LogChannel channel : LogChannel.values()) {
            leaks.addAll(leaks(CORPUS.subList(0, 10), channel, LogOptions.Format.JSON, broken));
        }

        assertThat(leaks).isNotEmpty();
    }

    @Test
    void aRuleThatIsForgottenIsNoticed() {
        for (SecretRule rule : Redactor.usualRules()) {
            var others = new ArrayList<>(Redactor.usualRules());
            others.removeIf(each -> each.getClass() == rule.getClass());
            assertThat(unredacted(new Redactor(others)))
                    .as("without %s", rule.getClass().getSimpleName())
                    .isNotEmpty();
        }
    }

    @Test
    void aShapeThatIsForgottenIsNoticed() {
        for (TokenShapes.Shape shape : TokenShapes.ALL) {
            var shapes = new ArrayList<>(TokenShapes.ALL);
            shapes.remove(shape);
            var rules = new ArrayList<SecretRule>(Redactor.usualRules());
            rules.replaceAll(rule -> rule instanceof TokenShapes ? new TokenShapes(shapes) : rule);
            assertThat(unredacted(new Redactor(rules))).as("without %s", shape).isNotEmpty();
        }
    }

    @Test
    void redactingTwiceChangesNothing() {
        Redactor redactor = Redactor.usual();
        for (Template.Filled each : CORPUS) {
            String once = redactor.redact(each.text());
            assertThat(redactor.redact(once)).isEqualTo(once);
        }
    }

    private static List<String> unredacted(Redactor redactor) {
        return CORPUS.stream()
                .filter(each -> Leaks.in(redactor.redact(each.text()), each.secret()))
                .map(Template.Filled::name)
                .toList();
    }

    /// The shapes that were written through this channel.
    private static List<String> leaks(LogChannel channel, LogOptions.Format format, LogLine.Redaction redaction) {
        return leaks(CORPUS, channel, format, redaction);
    }

    private static List<String> leaks(
            List<Template.Filled> corpus, LogChannel channel, LogOptions.Format format, LogLine.Redaction redaction) {
        var log = new RecordedLog(format, redaction);
        var leaks = new ArrayList<String>();
        for (Template.Filled each : corpus) {
            channel.log(log, each.text());
            List<String> lines = log.lines();
            if (format == LogOptions.Format.JSON) {
                assertThat(lines).as(each.name()).hasSize(1);
                assertThat(RecordedLog.parsed(lines.getFirst())).containsKeys("time", "level", "logger", "message");
            }
            String written = String.join("\n", lines);
            if (Leaks.in(written, each.secret())) {
                leaks.add(each.name() + " -> " + written);
            }
        }
        return leaks;
    }
}
