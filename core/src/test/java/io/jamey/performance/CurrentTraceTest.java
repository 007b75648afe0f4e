package io.jamey.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CurrentTraceTest {
    private final AtomicInteger made = new AtomicInteger();

    private String next() {
        return "trace " + made.incrementAndGet();
    }

    @Test
    void nobodyIsInOneUnlessHeWorksInOne() {
        assertThat(CurrentTrace.id()).isNull();
        CurrentTrace.run(this::next, () -> assertThat(CurrentTrace.id()).isEqualTo("trace 1"));
        assertThat(CurrentTrace.id()).isNull();
    }

    @Test
    void itsIdIsMadeOnceAndOnlyWhenItIsAskedFor() {
        CurrentTrace.run(this::next, () -> {});
        assertThat(made).hasValue(0);

        CurrentTrace.run(this::next, () -> assertThat(CurrentTrace.id()).isSameAs(CurrentTrace.id()));
        assertThat(made).hasValue(1);
    }

    @Test
    void aWorkWithinAnotherHasItsOwn() {
        CurrentTrace.run(this::next, () -> {
            assertThat(CurrentTrace.id()).isEqualTo("trace 1");
            CurrentTrace.run(this::next, () -> assertThat(CurrentTrace.id()).isEqualTo("trace 2"));
            assertThat(CurrentTrace.id()).isEqualTo("trace 1");
        });
    }

    @Test
    void itEndsAlsoWhereTheWorkThrows() {
        assertThatThrownBy(() -> CurrentTrace.run(this::next, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(CurrentTrace.id()).isNull();
    }

    @Test
    void anotherThreadIsNotInIt() {
        CurrentTrace.run(this::next, () -> {
            Thread other = Thread.ofVirtual().start(() -> {
                if (CurrentTrace.id() != null) {
                    made.set(-1);
                }
            });
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(made).hasValue(0);
    }
}
