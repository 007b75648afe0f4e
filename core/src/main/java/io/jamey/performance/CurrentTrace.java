package io.jamey.performance;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The trace that the calling thread works in: by its id, logs and slow operations tell what belongs together.
///
/// ```java
/// CurrentTrace.run(request::traceId, () -> answer(request));
/// ```
///
/// **Costs**: some tens of nanoseconds for a work. Most works log nothing, so an id is made only when it is asked for.
public final class CurrentTrace {
    private static final ScopedValue<CurrentTrace> CURRENT = ScopedValue.newInstance();

    private final Supplier<String> source;
    private @Nullable String id;

    private CurrentTrace(Supplier<String> source) {
        this.source = source;
    }

    /// Works in a trace, and in the outer one again when this returns.
    ///
    /// @param id gives the id of the trace; called once at most, by the thread that works
    public static void run(Supplier<String> id, Runnable work) {
        ScopedValue.where(CURRENT, new CurrentTrace(id)).run(work);
    }

    /// The id of the trace that the calling thread works in; null when it is in none.
    public static @Nullable String id() {
        return CURRENT.isBound() ? CURRENT.get().known() : null;
    }

    private String known() {
        if (id == null) {
            id = source.get();
        }
        return id;
    }
}
