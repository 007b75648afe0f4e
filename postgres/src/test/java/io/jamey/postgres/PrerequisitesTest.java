package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a server lacks is said before anything is made in it.
class PrerequisitesTest {
    private static Optional<String> missing(int server, String offered, String installed) {
        return new Prerequisites(
                        server,
                        Optional.of(offered).filter(version -> !version.isEmpty()),
                        Optional.of(installed).filter(version -> !version.isEmpty()),
                        Optional.of("public").filter(_ -> !installed.isEmpty()),
                        "ann",
                        "jamey",
                        "jamey",
                        false,
                        true)
                .missing();
    }

    @Test
    void versions_that_are_new_enough_lack_nothing() {
        assertThat(missing(150_000, "0.8.0", "")).isEmpty();
        assertThat(missing(170_004, "0.8.1", "0.8.0")).isEmpty();
        assertThat(missing(180_000, "1.0", "1.0")).isEmpty();
    }

    @Test
    void what_is_too_old_or_not_there_is_named_with_what_to_do() {
        assertThat(missing(140_010, "0.8.0", "0.8.0").orElseThrow()).contains("PostgreSQL 14", "15 or newer");
        assertThat(missing(170_004, "", "").orElseThrow()).contains("no pgvector", "postgresql-17-pgvector");
        assertThat(missing(170_004, "0.7.4", "").orElseThrow()).contains("0.7.4", "install a newer one");
        assertThat(missing(170_004, "0.8.0", "0.7.4").orElseThrow()).contains("ALTER EXTENSION vector UPDATE");
    }
}
