package io.jamey.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryLinesTest {
    private static MemoryLines lines(byte[] bytes) {
        return new MemoryLines("notes.ndjson", new ByteArrayInputStream(bytes));
    }

    private static List<String> contents(String file) {
        try (var lines = lines(file.getBytes(UTF_8))) {
            var contents = new ArrayList<String>();
            for (var next = lines.next(); next.isPresent(); next = lines.next()) {
                contents.add(next.get().memory().content());
            }
            return contents;
        }
    }

    @Test
    void eachLineIsAMemory() {
        assertThat(contents("{\"content\":\"a\"}\n\n{\"content\":\"ü\"}\r\n  \n{\"content\":\"c\"}"))
                .containsExactly("a", "ü", "c");
        assertThat(contents("")).isEmpty();
    }

    @Test
    void anErrorNamesFileLineAndReason() {
        assertThatThrownBy(() -> contents("{\"content\":\"a\"}\n\n{\"content\":\"b\",\"importance\":2}\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("notes.ndjson, line 3: importance must be between 0 and 1, not 2.0");
        assertThatThrownBy(() -> contents("{\"content\":\n\"a\"}"))
                .hasMessageStartingWith("notes.ndjson, line 1: not JSON at column");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] bytes = "{\"content\":\"a?\"}".getBytes(UTF_8);
        bytes[bytes.length - 3] = (byte) 0xff;

        assertThatThrownBy(() -> {
                    try (var lines = lines(bytes)) {
                        lines.next();
                    }
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1: not JSON");
    }

    @Test
    void aLineWithoutEndIsRefusedBeforeItFillsTheMemory() {
        InputStream endless = new ByteArrayInputStream(new byte[MemoryLines.LINE_BYTES + 2]);

        assertThatThrownBy(() -> {
                    try (var lines = new MemoryLines("endless", endless)) {
                        lines.next();
                    }
                })
                .hasMessage("endless, line 1: the line is longer than " + MemoryLines.LINE_BYTES + " bytes");
    }

    @Test
    void aFileThatCannotBeReadIsAFaultOfTheWorld() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();

        assertThatThrownBy(() -> {
                    try (var lines = new MemoryLines("broken", broken)) {
                        lines.next();
                    }
                })
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("broken cannot be read: ");
    }
}
