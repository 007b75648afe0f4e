package io.jamey.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost"})
    void thisMachineAloneReachesLoopback(String host) {
        assertThat(Exposure.of(host)).isEqualTo(Exposure.LOOPBACK);
        assertThat(Exposure.of(host).check(host, false, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "192.168.1.7", "2001:db8::1"})
    void othersReachEverythingElse(String host) {
        assertThat(Exposure.of(host)).isEqualTo(Exposure.PUBLIC);
        assertThatThrownBy(() -> Exposure.of(host).check(host, false, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jamey keys create")
                .hasMessageContaining("--host 127.0.0.1");
        assertThat(Exposure.of(host).check(host, true, true)).isEmpty();
        assertThat(Exposure.of(host).check(host, true, false))
                .singleElement()
                .asString()
                .contains("unencrypted");
    }

    @Test
    void aHostThatIsNotThereIsToldWithWhatToSay() {
        assertThatThrownBy(() -> Exposure.of("no such host"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0.0.0");
    }
}
