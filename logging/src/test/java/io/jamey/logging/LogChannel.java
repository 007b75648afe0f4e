package io.jamey.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.jamey.json.Json;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MarkerFactory;

/// A way for text to get into a log.
enum LogChannel {
    MESSAGE,
    ARGUMENT,
    CONTEXT,
    FIELD,
    NESTED_JSON,
    EXCEPTION,
    CAUSE,
    SUPPRESSED,
    MARKER,
    THREAD,
    LOGGER;

    void log(RecordedLog log, String text) {
        var logger = log.logger("io.jamey.Test");
        switch (this) {
            case MESSAGE -> logger.info(text);
            case ARGUMENT -> logger.info("the server said {} and {}", Optional.of(text), 7);
            case CONTEXT -> {
                log.mdc().put("request", text);
                logger.info("in context");
                log.mdc().clear();
            }
            case FIELD -> logger.atInfo().addKeyValue("request", text).log("with a field");
            case NESTED_JSON ->
                logger.info("sent {}", Json.write(Map.of("event", Map.of("body", Json.write(Map.of("text", text))))));
            case EXCEPTION -> logger.warn("failed", shallow(new IllegalStateException(text)));
            case CAUSE ->
                logger.warn("failed", shallow(new IllegalStateException("outer", shallow(new RuntimeException(text)))));
            case SUPPRESSED -> {
                Throwable inner = shallow(new RuntimeException("inner"));
                inner.addSuppressed(shallow(new IllegalArgumentException(text)));
                logger.warn("failed", shallow(new IllegalStateException("outer", inner)));
            }
            case MARKER -> logger.info(MarkerFactory.getDetachedMarker(text), "marked");
            case THREAD -> onThread(text, () -> logger.info("on a thread"));
            case LOGGER -> {
                var event = new LoggingEvent("", logger, Level.INFO, "by a logger", null, null);
                event.setLoggerName(text);
                logger.callAppenders(event);
            }
        }
    }

    /// With few frames, which hold nothing: a test is over sooner.
    private static Throwable shallow(Throwable thrown) {
        thrown.setStackTrace(Arrays.copyOf(thrown.getStackTrace(), 2));
        return thrown;
    }

    private static void onThread(String name, Runnable work) {
        Thread thread = Thread.ofPlatform().name(name).start(work);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
