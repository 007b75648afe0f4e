package io.jamey.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The time that a test's body, which is one operation, may take.
///
/// The body runs many times: to warm up, then with the clock running. A percentile of its times is held against
/// the budget, which grows by as much as this machine is slower right now than the machine it was written for:
/// beside each run of the body, fixed work of about the same length is timed. What is too close to call, or seems
/// too slow, is measured again. Setting up and tearing down happen once, before the first and after the last run.
///
/// ```java
/// @Test
/// @PerformanceBudget(millis = 10)
/// void findsWhatWasStored() {
///     assertThat(store.search(ann, request).matches()).hasSize(10);
/// }
/// ```
///
/// A parameter of type [Timed] times a part of the body instead. The configuration parameter `jamey.budgets=once`
/// runs bodies once and judges nothing: for debuggers and coverage.
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(BudgetExtension.class)
@ResourceLock("io.jamey.junit.PerformanceBudget") // two at a time would measure each other
public @interface PerformanceBudget {
    /// The most that the percentile may take on the reference machine, in milliseconds.
    double millis();

    /// Which percentile is held against the budget: 0.95 is the time that 95 % of runs do not exceed.
    double p() default 0.95;

    /// Runs before the clock runs. Compilers need hundreds to thousands.
    int warmUp() default 200;

    /// Runs that are timed, and as many again or more where it is close; 0 for twice as many as the percentile
    /// needs.
    int samples() default 0;

    Time time() default Time.WALL;

    Calibration calibration() default Calibration.CPU;

    /// What one piece of the calibrating work takes on the machine the budget was written for, in milliseconds.
    /// Every report says what it takes here. 0 for [Calibration#millis()].
    double referenceMillis() default 0;

    /// Which clock runs.
    enum Time {
        /// On the wall, waiting included.
        WALL,
        /// On the processor, of the thread that runs the test; what other threads do is not seen.
        CPU
    }
}
