package io.jamey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {
    private static Value nested(int levels) {
        Value value = new Value.Whole(1);
        for (int i = 0; i < levels; i++) {
            value = new Value.Items(List.of(value));
        }
        return value;
    }

    @Test
    void depthIsBounded() {
        assertThat(Metadata.of("k", nested(Limits.DEPTH - 1))).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> Metadata.of("k", nested(Limits.DEPTH)));
        assertThatIllegalArgumentException().isThrownBy(() -> Metadata.of("k", nested(10_000)));
    }

    @Test
    void theNumberOfValuesIsBoundedAtAllDepthsTogether() {
        List<Integer> most = Collections.nCopies(Limits.METADATA_VALUES - 1, 1);

        assertThat(Metadata.of("k", most)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> Metadata.of("k", most, "l", 1));
    }

    @Test
    void theBytesOfKeysAndTextsAreBoundedTogether() {
        String most = "\u00e9".repeat(Limits.METADATA_BYTES / 2 - 1);

        assertThat(Metadata.of("kk", most)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> Metadata.of("kkk", most));
        assertThatIllegalArgumentException().isThrownBy(() -> Metadata.of("kk", most, "l", 1));
    }

    @Test
    void aTimeIsWrittenAsText() {
        assertThatIllegalArgumentException().isThrownBy(() -> Metadata.of("k", Instant.EPOCH));
        assertThatIllegalArgumentException().isThrownBy(() -> Metadata.of("k", List.of(Instant.EPOCH)));
    }

    @Test
    void aPathLeadsThroughMapsOnly() {
        Metadata metadata = Metadata.of("a", Map.of("b", List.of(Map.of("c", 1))));

        assertThat(metadata.at(List.of("a", "b"))).contains(Value.of(List.of(Map.of("c", 1))));
        assertThat(metadata.at(List.of("a", "b", "c"))).isEmpty();
        assertThat(metadata.at(List.of("a.b"))).isEmpty();
    }

    @Test
    void laterChangesToTheMapDoNotShow() {
        var map = new HashMap<String, Value>();
        map.put("k", new Value.Whole(1));
        Metadata metadata = new Metadata(map);
        map.put("l", new Value.Whole(2));

        assertThat(metadata).isEqualTo(Metadata.of("k", 1));
        assertThat(Metadata.of("secret key", "secret value").toString()).doesNotContain("value");
    }
}
