package io.jamey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueTest {
    private static int order(Object a, Object b) {
        return Value.of(a).compare(Value.of(b)).orElseThrow();
    }

    @Test
    void numbersCompareByTheirExactValueWhateverTheirKind() {
        assertThat(order(1, 1.0)).isZero();
        assertThat(order(1, 1.5)).isNegative();
        assertThat(order(-0.0, 0)).isZero();
        assertThat(order(1e300, Long.MAX_VALUE)).isPositive();
        assertThat(order(9_007_199_254_740_993L, 9_007_199_254_740_992.0)).isPositive();
        assertThat(order(9_007_199_254_740_992.0, 9_007_199_254_740_993L)).isNegative();
        assertThat(order(Long.MAX_VALUE, 0x1p63)).isNegative();
        assertThat(order(Long.MIN_VALUE, -0x1p63)).isZero();
        assertThat(order(Double.MIN_VALUE, 0)).isPositive();
    }

    @Test
    void textsCompareAsTheirUtf8Bytes() {
        List<String> texts = List.of(
                "",
                "A",
                "a",
                "a ",
                "aa",
                "\u007f",
                "\u0080",
                "\u00e9",
                "\ud7ff",
                "\ue000",
                "\uffff",
                "\ud800\udc00",
                "\ud83c\udf75",
                "\ud83c\udf75x",
                "\ud83c\udf76",
                "\udbff\udfff");

        for (String a : texts) {
            for (String b : texts) {
                int bytes =
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
                assertThat(Integer.signum(order(a, b)))
                        .as("'%s' and '%s'", a, b)
                        .isEqualTo(Integer.signum(bytes));
            }
        }
    }

    @Test
    void timesCompareAndKindsDoNotMix() {
        Instant now = Instant.parse("2025-01-01T00:00:00Z");
        assertThat(order(now, now.plusNanos(1_000))).isNegative();
        assertThat(order(now, now.plusNanos(999))).as("whole microseconds").isZero();

        var kinds = Arrays.<Object>asList("1", 1, true, null, List.of(1), Map.of("1", 1), now);
        for (int i = 0; i < kinds.size(); i++) {
            for (int k = 0; k < kinds.size(); k++) {
                Value a = Value.of(kinds.get(i));
                Value b = Value.of(kinds.get(k));
                assertThat(a.sameAs(b)).isEqualTo(i == k);
                assertThat(i == k || a.compare(b).isEmpty()).isTrue();
            }
        }
        assertThat(Value.of(true).compare(Value.of(true))).isEmpty();
    }

    @Test
    void numbersAreTheSameAtEveryDepth() {
        assertThat(Value.of(1).sameAs(Value.of(1.0))).isTrue();
        assertThat(Value.of(List.of(1, List.of(2))).sameAs(Value.of(List.of(1.0, List.of(2.0)))))
                .isTrue();
        assertThat(Value.of(Map.of("a", 1, "b", 2)).sameAs(Value.of(Map.of("b", 2.0, "a", 1))))
                .isTrue();
        assertThat(Value.of(List.of(1, 2)).sameAs(Value.of(List.of(2, 1)))).isFalse();
        assertThat(Value.of(List.of(1)).sameAs(Value.of(List.of(1, 1)))).isFalse();
        assertThat(Value.of(Map.of("a", 1)).sameAs(Value.of(Map.of("b", 1)))).isFalse();
        assertThat(Value.of(Map.of("a", 1)).sameAs(Value.of(Map.of("a", 1, "b", 1))))
                .isFalse();
    }

    @Test
    void negativeZeroIsZero() {
        assertThat(new Value.Real(-0.0)).isEqualTo(new Value.Real(0.0));
    }

    @Test
    void javaValuesGoInAndComeBack() {
        var map = new LinkedHashMap<String, Object>();
        map.put("z", 1L);
        map.put("a", List.of(true, 0.5, "t"));

        assertThat(Value.of(map).toJava()).isEqualTo(map);
        assertThat(Value.of(null).toJava()).isNull();
        assertThat(Value.of(List.of((short) 1, (byte) 2, 3, 0.5f)).toJava()).isEqualTo(List.of(1L, 2L, 3L, 0.5));
        assertThat(((Value.Fields) Value.of(map)).fields().keySet()).containsExactly("z", "a");
    }

    @Test
    void whatIsNoValueIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(new Object()));
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(Float.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(Map.of(1, "not a text")));
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(Map.of(" ", 1)));
        Object deep = 1;
        for (int i = 0; i < 10_000; i++) {
            deep = List.of(deep);
        }
        Object tooDeep = deep;
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(tooDeep));
    }

    @Test
    void aMapWithoutAValueIsRefused() {
        var fields = new HashMap<String, Value>();
        fields.put("a", nothing());

        assertThatNullPointerException().isThrownBy(() -> new Value.Fields(fields));
    }

    @SuppressWarnings("NullAway")
    private static Value nothing() {
        return null;
    }
}
