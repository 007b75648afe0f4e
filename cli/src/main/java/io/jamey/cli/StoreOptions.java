package io.jamey.cli;

import io.jamey.Namespace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which store, and which namespace in it.
final class StoreOptions {
    private static final String DEFAULT_NAMESPACE = "default";

    private final Surroundings surroundings;

    @Option(
            names = "--store",
            paramLabel = "PATH",
            description = "The store's file. Default: $JAMEY_STORE, else store in jamey.yaml (as 'jamey config' finds"
                    + " it), else ~/.jamey/memory.db")
    private @Nullable Path store;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The tenant, user or agent. Default: $JAMEY_NAMESPACE, else 'default'")
    private @Nullable String namespace;

    StoreOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Path path() {
        if (store != null) {
            return store;
        }
        String named = surroundings.variable("JAMEY_STORE");
        return named == null ? SettingsOptions.store(surroundings) : Path.of(named);
    }

    Namespace namespace() {
        if (namespace != null) {
            return Namespace.of(namespace);
        }
        String named = surroundings.variable("JAMEY_NAMESPACE");
        return Namespace.of(named == null ? DEFAULT_NAMESPACE : named);
    }
}
