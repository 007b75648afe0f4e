package io.jamey.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void plainValuesReadBackAsTheyWereWritten() {
        String document = "{\"b\":[1,2.5,\"x\",true,null],\"a\":{}}";

        Object plain = Json.read(document.getBytes(UTF_8));

        assertThat(plain).isEqualTo(Map.of("b", Arrays.asList(1L, 2.5, "x", true, null), "a", Map.of()));
        assertThat(Json.write(plain)).isEqualTo(document);
    }

    @Test
    void timesAndFloatsAreWrittenInFull() {
        assertThat(Json.write(List.of(Instant.EPOCH, new float[] {0.1f, 1}, 0.1f, 7)))
                .isEqualTo("[\"1970-01-01T00:00:00Z\",[0.1,1.0],0.1,7]");
    }

    @Test
    void anErrorNamesThePlace() {
        assertThatThrownBy(() -> Json.read("{\n  \"a\": }".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not JSON at line 2, column");
    }

    @Test
    void whatJsonCannotSayIsRefused() {
        assertThatThrownBy(() -> Json.write(new Object())).hasMessage("no JSON for a java.lang.Object");
    }
}
