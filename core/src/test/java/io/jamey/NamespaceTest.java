package io.jamey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceTest {
    @Test
    void namesThatLookAlikeAreDifferentNamespaces() {
        assertThat(List.of("Ann", "ann", "ann ", "\u00e9", "e\u0301").stream().map(Namespace::of))
                .doesNotHaveDuplicates();
    }

    @Test
    void namesAreShortTexts() {
        assertThat(Namespace.of("\u00e9".repeat(Limits.NAME_BYTES / 2))).isNotNull();
        for (String name : List.of(
                "",
                " ",
                "\u2003",
                "a\u0000",
                "a\tb",
                "\u007f",
                "\u0085",
                "\ud83c",
                "\u00e9".repeat(Limits.NAME_BYTES / 2) + "a")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Namespace.of(name));
        }
    }
}
