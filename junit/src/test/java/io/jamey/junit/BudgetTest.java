package io.jamey.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jamey.junit.PerformanceBudget.Time;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class BudgetTest {
    @SuppressWarnings("UnusedMethod") // read by reflection
    private static final class Written {
        @PerformanceBudget(millis = 10)
        void plain() {}

        @PerformanceBudget(millis = 10, p = 0.99, samples = 100)
        void tooFew() {}

        @PerformanceBudget(millis = 10, p = 95)
        void percent() {}

        @PerformanceBudget(millis = -1)
        void negative() {}

        @PerformanceBudget(millis = 1, time = Time.CPU, calibration = Calibration.DISK)
        void disk() {}
    }

    private static Budget of(String method) {
        try {
            Method found = Written.class.getDeclaredMethod(method);
            return Budget.of(found.getAnnotation(PerformanceBudget.class));
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void takesTwiceTheSamplesThatItsPercentileNeeds() {
        Budget budget = of("plain");

        assertThat(budget.samples()).isEqualTo(208);
        assertThat(budget.referenceMillis()).isEqualTo(0.1);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("tooFew"))
                .withMessageContaining("p = 0.99 needs 528 samples or more");
        assertThatIllegalArgumentException().isThrownBy(() -> of("percent")).withMessageContaining("such as 0.95");
        assertThatIllegalArgumentException().isThrownBy(() -> of("negative")).withMessageContaining("millis");
        assertThatIllegalArgumentException().isThrownBy(() -> of("disk")).withMessageContaining("Time.WALL");
    }
}
