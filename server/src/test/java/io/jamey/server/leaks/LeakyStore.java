package io.jamey.server.leaks;

import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.testkit.ReferenceMemoryStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// A planted fault: a store one of whose operations, once it is told to, lets a tenant see another's memories.
final class LeakyStore implements InvocationHandler {
    /// How it fails.
    enum Fault {
        /// It takes the other's namespace for the tenant's own.
        CONFUSED,
        /// It looks in the other's namespace for what is not in the tenant's own.
        LOOKS_EVERYWHERE,
        /// It logs what it is asked.
        TALKS
    }

    private static final List<Object> NOTHING = List.of(Optional.empty(), false, 0, 0L, Map.of());

    private final MemoryStore inner = new ReferenceMemoryStore(InstantSource.system());
    private final String operation;
    private final Fault fault;
    private @Nullable Namespace from;
    private @Nullable Namespace to;

    LeakyStore(String operation, Fault fault) {
        this.operation = operation;
        this.fault = fault;
    }

    MemoryStore store() {
        return (MemoryStore)
                Proxy.newProxyInstance(MemoryStore.class.getClassLoader(), new Class<?>[] {MemoryStore.class}, this);
    }

    /// From now on.
    void leak(Tenant seen, Tenant seeing) {
        from = Namespace.of(seen.namespace());
        to = Namespace.of(seeing.namespace());
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (arguments == null || !method.getName().equals(operation) || !arguments[0].equals(to)) {
            return invoke(method, arguments);
        }
        switch (fault) {
            case TALKS -> LoggerFactory.getLogger("io.jamey.planted").info("asked for {}", List.of(arguments));
            case CONFUSED -> arguments[0] = from;
            case LOOKS_EVERYWHERE -> {
                Object own = invoke(method, arguments);
                if (!NOTHING.contains(own)) {
                    return own;
                }
                arguments[0] = from;
            }
        }
        return invoke(method, arguments);
    }

    private @Nullable Object invoke(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(inner, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
