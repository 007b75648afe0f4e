package io.jamey.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.jamey.performance.CurrentTrace;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.MessageFormatter;

/// What is written of one event, without secrets.
///
/// @param context what was known of the thread (MDC), by name, and the trace it works in
/// @param fields what was logged by name: text, numbers and flags
/// @param error what was thrown, if anything was
record LogLine(
        Instant time,
        String level,
        String logger,
        String thread,
        String message,
        Map<String, String> context,
        Map<String, Object> fields,
        List<String> markers,
        Optional<LoggedError> error) {

    /// The name of the trace that a line belongs to.
    static final String TRACE = "trace_id";

    /// What text in a line may have, in characters.
    private static final int TEXT_MAX = 16 << 10;

    /// Where text in a line comes from.
    enum Channel {
        LOGGER,
        THREAD,
        MESSAGE,
        CONTEXT,
        FIELDS,
        MARKERS,
        ERROR
    }

    /// Takes the secrets out of one text of a line.
    @FunctionalInterface
    interface Redaction {
        String of(Channel channel, String text);
    }

    static LogLine of(ILoggingEvent event, Redaction redaction) {
        Redaction bounded = (channel, text) -> shortened(redaction.of(channel, text));
        return new LogLine(
                event.getInstant(),
                event.getLevel().levelStr,
                bounded.of(Channel.LOGGER, event.getLoggerName()),
                bounded.of(Channel.THREAD, event.getThreadName()),
                bounded.of(Channel.MESSAGE, message(event)),
                context(event, bounded),
                fields(event, bounded),
                event.getMarkerList() == null
                        ? List.of()
                        : event.getMarkerList().stream()
                                .map(marker -> bounded.of(Channel.MARKERS, marker.getName()))
                                .toList(),
                Optional.ofNullable(event.getThrowableProxy())
                        .map(thrown -> LoggedError.of(thrown, text -> bounded.of(Channel.ERROR, text))));
    }

    private static String message(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        String pattern = String.valueOf(event.getMessage());
        if (arguments == null) {
            return pattern;
        }
        var plain = new Object[arguments.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = LoggedValue.plain(arguments[i]);
        }
        return String.valueOf(MessageFormatter.arrayFormat(pattern, plain, null).getMessage());
    }

    private static Map<String, String> context(ILoggingEvent event, Redaction redaction) {
        var context = new TreeMap<String, String>();
        String trace = CurrentTrace.id();
        if (trace != null) {
            context.put(TRACE, redaction.of(Channel.CONTEXT, trace));
        }
        event.getMDCPropertyMap()
                .forEach((name, value) -> context.put(
                        redaction.of(Channel.CONTEXT, name),
                        SecretNames.isSecret(name)
                                ? Redactor.REDACTED
                                : redaction.of(Channel.CONTEXT, String.valueOf(value))));
        return context;
    }

    private static Map<String, Object> fields(ILoggingEvent event, Redaction redaction) {
        var fields = new LinkedHashMap<String, Object>();
        List<KeyValuePair> pairs = event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs();
        for (KeyValuePair pair : pairs) {
            Object value = SecretNames.isSecret(pair.key) ? Redactor.REDACTED : LoggedValue.plain(pair.value);
            fields.put(
                    redaction.of(Channel.FIELDS, pair.key),
                    value instanceof String text ? redaction.of(Channel.FIELDS, text) : value);
        }
        return fields;
    }

    static String shortened(String text) {
        if (text.length() <= TEXT_MAX) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(TEXT_MAX - 1)) ? TEXT_MAX - 1 : TEXT_MAX;
        return text.substring(0, end) + "... (" + text.length() + " characters)";
    }
}
