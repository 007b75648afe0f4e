package io.jamey.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import io.jamey.json.Json;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.spi.MDCAdapter;

/// A real logger whose lines are kept in memory.
final class RecordedLog {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LoggerContext context = new LoggerContext();

    RecordedLog(LogOptions.Format format, LogLine.Redaction redaction) {
        context.setMDCAdapter(new LogbackMDCAdapter());
        var encoder = new LineEncoder(format, redaction, ZoneOffset.UTC);
        encoder.setContext(context);
        encoder.start();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(written);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.TRACE);
        root.addAppender(appender);
    }

    static RecordedLog json() {
        return new RecordedLog(LogOptions.Format.JSON, redacting());
    }

    static LogLine.Redaction redacting() {
        Redactor redactor = Redactor.usual();
        return (_, text) -> redactor.redact(text);
    }

    Logger logger(String name) {
        return context.getLogger(name);
    }

    MDCAdapter mdc() {
        return context.getMDCAdapter();
    }

    /// What was written since the last time, as lines.
    List<String> lines() {
        String text = written.toString(UTF_8);
        written.reset();
        return List.of(text.split("\n"));
    }

    /// The fields of the one line that was written since the last time.
    Map<String, Object> fields() {
        List<String> lines = lines();
        if (lines.size() != 1) {
            throw new AssertionError(lines.size() + " lines: " + lines);
        }
        return parsed(lines.getFirst());
    }

    @SuppressWarnings("unchecked") // a line is an object
    static Map<String, Object> parsed(String line) {
        return (Map<String, Object>) Objects.requireNonNull(Json.read(line.getBytes(UTF_8)));
    }
}
