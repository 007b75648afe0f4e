package io.jamey.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/// What Redis does in one step.
enum Script {
    ANNOUNCE,
    END,
    CLAIM,
    KEEP;

    private final String text;

    Script() {
        try (InputStream in = Script.class.getResourceAsStream(name().toLowerCase(Locale.ROOT) + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the script " + name());
            }
            text = new String(in.readAllBytes(), US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] text() {
        return text.getBytes(US_ASCII);
    }
}
