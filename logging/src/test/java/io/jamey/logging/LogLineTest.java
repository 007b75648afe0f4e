package io.jamey.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MarkerFactory;

class LogLineTest {
    private final RecordedLog log = RecordedLog.json();

    @Test
    void saysWhatWasLogged() {
        log.mdc().put("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
        log.mdc().put("caller", "ann");

        log.logger("io.jamey.Test")
                .atInfo()
                .addMarker(MarkerFactory.getDetachedMarker("slow"))
                .addKeyValue("took_ms", 12.5)
                .addKeyValue("scanned", 10_000L)
                .log("{} took {} ms", "search", 12);

        Map<String, Object> fields = log.fields();
        assertThat(fields.get("message")).isEqualTo("search took 12 ms");
        assertThat(fields.get("level")).isEqualTo("INFO");
        assertThat(fields.get("logger")).isEqualTo("io.jamey.Test");
        assertThat(fields.get("trace_id")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(fields.get("context")).isEqualTo(Map.of("caller", "ann"));
        assertThat(fields.get("fields")).isEqualTo(Map.of("took_ms", 12.5, "scanned", 10_000L));
        assertThat(fields.get("markers")).isEqualTo(List.of("slow"));
        assertThat((String) fields.get("time")).endsWith("Z");
    }

    @Test
    void hidesWhatIsSecretByTheNameItWasLoggedBy() {
        log.mdc().put("api_key", "ordinary");
        log.logger("test")
                .atInfo()
                .addKeyValue("password", "ordinary")
                .addKeyValue("pin_token", 1234)
                .addKeyValue("user", "ann")
                .log("login");

        Map<String, Object> fields = log.fields();
        assertThat(fields.get("context")).isEqualTo(Map.of("api_key", "[redacted]"));
        assertThat(fields.get("fields"))
                .isEqualTo(Map.of("password", "[redacted]", "pin_token", "[redacted]", "user", "ann"));
    }

    @Test
    void neverSpellsArraysOut() {
        log.logger("test")
                .atInfo()
                .addKeyValue("vector", new float[] {0.125f, 0.25f})
                .log("{} {} {}", "hunter".toCharArray(), new byte[] {1, 2, 3}, new Object[] {"a", new double[2]});

        Map<String, Object> fields = log.fields();
        assertThat(fields.get("message")).isEqualTo("char[6] byte[3] [a, double[2]]");
        assertThat(fields.get("fields")).isEqualTo(Map.of("vector", "float[2]"));
    }

    @Test
    void showsCausesAndWhatWasSuppressedOnce() {
        var cause = new IllegalArgumentException("inner");
        cause.addSuppressed(new IllegalStateException("aside"));
        var outer = new IllegalStateException("outer", cause);
        cause.addSuppressed(outer); // a circle

        log.logger("test").error("failed", outer);

        Map<?, ?> error = (Map<?, ?>) Objects.requireNonNull(log.fields().get("error"));
        assertThat(error.get("type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.get("message")).isEqualTo("outer");
        assertThat(strings(error.get("trace")))
                .contains(
                        "java.lang.IllegalStateException: outer",
                        "caused by: java.lang.IllegalArgumentException: inner",
                        "    suppressed: java.lang.IllegalStateException: aside");
    }

    private static List<String> strings(@Nullable Object list) {
        return ((List<?>) Objects.requireNonNull(list))
                .stream().map(String::valueOf).toList();
    }

    @Test
    void cannotBeForged() {
        String forged = "ok\n{\"level\":\"ERROR\"}\r\n12:00:00 ERROR\u2028\u0085\u001b[31m\u202ered\0\u200b";
        for (LogChannel channel : LogChannel.values()) {
            channel.log(log, forged);
            assertThat(log.fields()).as("%s", channel).containsKey("message");

            var console = new RecordedLog(LogOptions.Format.CONSOLE, (_, text) -> text);
            channel.log(console, forged);
            List<String> lines = console.lines();
            assertThat(lines.subList(1, lines.size()))
                    .as("only what is indented follows, for %s", channel)
                    .allSatisfy(line -> assertThat(line).startsWith("    "));
            assertThat(String.join("", lines))
                    .as("%s", channel)
                    .doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028\\u202e\\u200b]");
        }
        log.logger("test").info("red \u001b[31m");
        assertThat(log.lines().getFirst()).contains("red \\u001b[31m");
    }

    @Test
    void isWrittenThoughAValueCannotSayWhatItIs() {
        log.logger("test").atInfo().addKeyValue("value", new Speechless()).log("with {}", new Speechless());

        assertThat((String) log.fields().get("message")).contains("Speechless without text");
    }

    @Test
    void writesHalfASurrogatePairSoThatItIsJson() {
        log.logger("test").info("half \uD83D and whole \uD83D\uDE00");

        assertThat(log.lines().getFirst()).contains("half \\ud83d and whole \uD83D\uDE00");
    }

    private static final class Speechless {
        @Override
        public String toString() {
            throw new IllegalStateException("speechless");
        }
    }
}
