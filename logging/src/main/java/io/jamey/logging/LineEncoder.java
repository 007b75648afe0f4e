package io.jamey.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.TreeMap;

/// Writes each event without its secrets.
final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    private static final DateTimeFormatter FOR_PEOPLE = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    /// What ties a line to a trace stands beside the message, where log viewers look for it.
    private static final String TRACE = LogLine.TRACE;

    private static final String SPAN = "span_id";

    private final LogOptions.Format format;
    private final LogLine.Redaction redaction;
    private final ZoneId zone;

    LineEncoder(LogOptions.Format format, LogLine.Redaction redaction, ZoneId zone) {
        this.format = format;
        this.redaction = redaction;
        this.zone = zone;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return line(LogLine.of(event, redaction)).getBytes(UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    private String line(LogLine line) {
        return switch (format) {
            case JSON -> json(line);
            case CONSOLE -> console(line);
        };
    }

    private static String json(LogLine line) {
        var json = new JsonText()
                .open('{')
                .field("time", line.time())
                .field("level", line.level())
                .field("logger", line.logger())
                .field("thread", line.thread())
                .field("message", line.message());
        var context = new TreeMap<>(line.context());
        for (String name : new String[] {TRACE, SPAN}) {
            String id = context.remove(name);
            if (id != null) {
                json.field(name, id);
            }
        }
        if (!context.isEmpty()) {
            json.fields("context", context);
        }
        if (!line.fields().isEmpty()) {
            json.fields("fields", line.fields());
        }
        if (!line.markers().isEmpty()) {
            json.name("markers").open('[');
            line.markers().forEach(json::value);
            json.close(']');
        }
        line.error().ifPresent(error -> {
            json.name("error").open('{').field("type", error.type()).field("message", error.message());
            json.name("trace").open('[');
            error.trace().forEach(json::value);
            json.close(']').close('}');
        });
        return json.close('}') + "\n";
    }

    /// Only what is indented belongs to the line above: no text can begin a line of its own.
    private String console(LogLine line) {
        var text = new StringBuilder(FOR_PEOPLE.format(line.time().atZone(zone)))
                .append(' ')
                .append(line.level())
                .append(" ".repeat(Math.max(1, 6 - line.level().length())));
        plain(line.logger().substring(line.logger().lastIndexOf('.') + 1) + " " + line.message(), text);
        line.fields().forEach((name, value) -> pair(name, value, text));
        line.context().forEach((name, value) -> pair(name, value, text));
        line.markers().forEach(marker -> pair("marker", marker, text));
        text.append('\n');
        line.error()
                .ifPresent(error -> error.trace().forEach(each -> {
                    plain("    " + each, text);
                    text.append('\n');
                }));
        return text.toString();
    }

    private static void pair(String name, Object value, StringBuilder out) {
        plain(" " + name + "=" + value, out);
    }

    private static void plain(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            if (JsonText.isPlain(text, i)) {
                out.append(text.charAt(i));
            } else {
                JsonText.escape(text.charAt(i), out);
            }
        }
    }
}
