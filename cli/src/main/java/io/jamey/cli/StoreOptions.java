package io.jamey.cli;

import io.jamey.Namespace;
import io.jamey.server.settings.StoreSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which store, and which namespace in it.
final class StoreOptions {
    private static final String DEFAULT_NAMESPACE = "default";

    private final Surroundings surroundings;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "The store: a file, or a database, as in postgresql://jamey@localhost/jamey. Default:"
                    + " $JAMEY_STORE, else store in jamey.yaml (as 'jamey config' finds it), else ~/.jamey/memory.db")
    private @Nullable String store;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The tenant, user or agent. Default: $JAMEY_NAMESPACE, else 'default'")
    private @Nullable String namespace;

    StoreOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    StoreSettings store() {
        return SettingsOptions.store(surroundings, Optional.ofNullable(store));
    }

    Namespace namespace() {
        if (namespace != null) {
            return Namespace.of(namespace);
        }
        String named = surroundings.variable("JAMEY_NAMESPACE");
        return Namespace.of(named == null ? DEFAULT_NAMESPACE : named);
    }
}
