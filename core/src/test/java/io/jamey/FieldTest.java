package io.jamey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldTest {
    @Test
    void everyAttributeIsParsedByItsName() {
        for (Field.Attribute attribute : Field.Attribute.values()) {
            assertThat(Field.parse(attribute.toString())).isEqualTo(attribute);
        }
    }

    @Test
    void aMetadataPathIsSplitAtItsDots() {
        assertThat(Field.parse("metadata.a.b")).isEqualTo(new Field.InMetadata(List.of("a", "b")));
        assertThat(Field.parse("metadata.type")).isEqualTo(Field.metadata("type"));
        assertThat(Field.metadata("a.b")).isNotEqualTo(Field.metadata("a", "b"));
    }

    @Test
    void unknownFieldsAreRefusedWithTheKnownOnes() {
        for (String written : List.of("", "content", "Type", "type ", "metadata", "metadata.", "metadata..a")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Field.parse(written));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Field.parse("kind"))
                .withMessageContaining("'kind'")
                .withMessageContaining("created_at")
                .withMessageContaining("metadata.<key>");
    }

    @Test
    void aPathIsAsDeepAsMetadataCanBe() {
        String deepest = "metadata" + ".k".repeat(Limits.DEPTH);

        assertThat(Field.parse(deepest)).hasToString(deepest);
        assertThatIllegalArgumentException().isThrownBy(() -> Field.parse(deepest + ".k"));
        assertThatIllegalArgumentException().isThrownBy(() -> Field.metadata());
    }
}
