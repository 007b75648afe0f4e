package io.jamey.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A caller who chooses what is logged cannot make logging slow.
class HostileTextTest {
    private static final int LENGTH = 1 << 20;

    /// Long enough: what looks at all that is before or behind each character looks 20,000 times at each.
    private static final int REPEATED_LENGTH = Integer.getInteger("jamey.hostile.length", 20_000);

    /// Looks at each character, at most: for all rules together, each of which looks a little ahead and behind.
    private static final int LOOKS_MAX = 250;

    private final Redactor redactor = Redactor.usual();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                " ",
                "\"",
                "\\",
                "-",
                "=",
                "4",
                "sk-",
                "sk-sk-a",
                "eyJ",
                "eyJ.",
                "eyJ-",
                "://",
                "://a:",
                "://a@",
                "a:",
                "password",
                "password=",
                "password: ",
                "password=\"",
                "password=\\\"",
                "password=[",
                "password,",
                "\"password\",\"",
                "token:token:",
                "value=",
                "name:token,value=",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY-----",
                "-----END ",
                "bearer ",
                "basic a",
                "4 4-",
                "jdbc:oracle:a:b/",
                "{\"kty\":",
                "xoxb-",
                "AKIA",
                "ya29.a.",
                "dp.pt.",
                "a.atlasv1.",
                "--a ",
                "<secret>",
                "authorization: digest ",
                "cookie=",
                "%3d%3a",
                "\\u003d",
                "1:AA",
                "ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaa-"
            })
    void aLongLineOfItIsReadInStepsThatGrowWithItsLength(String part) {
        var text = new CountedText(part.repeat(REPEATED_LENGTH / part.length()));

        redactor.redact(text);

        assertThat(text.looks() / text.length()).as(part).isLessThan(LOOKS_MAX);
    }

    @Test
    void soIsAMegabyteOfPiecesOfSecrets() {
        long seed = Long.getLong("jamey.seed", System.nanoTime());
        System.out.println("HostileTextTest: -Djamey.seed=" + seed);
        var random = new SplittableRandom(seed);
        var corpus = new SecretCorpus(seed).all();
        var pieces = new StringBuilder();
        while (pieces.length() < LENGTH) {
            String whole = corpus.get(random.nextInt(corpus.size())).text();
            pieces.append(whole, 0, random.nextInt(whole.length() + 1));
        }
        var text = new CountedText(pieces.toString());

        redactor.redact(text);

        assertThat(text.looks() / text.length()).isLessThan(LOOKS_MAX);
    }

    @Test
    void ofALongMessageOnlyTheBeginningIsWritten() {
        RecordedLog log = RecordedLog.json();

        log.logger("test").info("a".repeat(LENGTH));

        assertThat((String) log.fields().get("message")).hasSizeLessThan(20_000).endsWith("(1048576 characters)");
    }
}
