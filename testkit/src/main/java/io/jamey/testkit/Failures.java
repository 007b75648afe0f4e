package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.jamey.MemoryException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// The two ways a call may fail when the world is in order.
final class Failures {
    private Failures() {}

    /// The caller's mistake, told in words.
    static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    /// Someone else was there first.
    static void assertConflict(ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(MemoryException.class))
                .extracting(MemoryException::kind)
                .isEqualTo(MemoryException.Kind.CONFLICT);
    }
}
