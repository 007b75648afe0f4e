package io.jamey.cli;

import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.metrics.StoreMetrics;
import io.jamey.performance.Budgets;
import io.jamey.server.JameyServer;
import io.jamey.server.access.Quota;
import io.jamey.server.settings.CacheSettings;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import io.jamey.server.settings.TraceSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;

/// Two servers of one store in one JVM: one that observes as little as a server can, which is to count its operations,
/// and one that observes all that `jamey serve` does. There are several such pairs: where their threads run and their
/// data lie is by chance, and makes one server faster than its twin.
final class TwoServers {
    static final int PAIRS = 4;

    private TwoServers() {}

    /// Serves until it is ended, and prints two ports of each pair first: that of the server that observes least, and
    /// the other's.
    ///
    /// @param args a folder that holds the store, `memory.db`, and where traces are sent, if they are
    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[0]);
        Settings settings = Configuration.read(new Sources(
                        Optional.empty(), Map.of(), Map.of("port", "0", "metrics_port", "none"), folder, folder))
                .settings();
        Optional<URI> collector = Arrays.stream(args).skip(1).map(URI::create).findFirst();
        var _ = CommandLog.start(settings);
        var file = EmbeddedMemoryStore.open(folder.resolve("memory.db"));
        var traces = TraceExport.start(new TraceSettings(collector, 100, false, Optional.empty()));
        for (int pair = 0; pair < PAIRS; pair++) {
            JameyServer bare = JameyServer.start(settings, StoreMetrics.of(file), TwoServers::untraced, _ -> {});
            var stack = StoreStack.over(
                    file, new Layers(new EmbedderSettings.None(), Quota.unlimited(), CacheSettings.inProcess(0)));
            StoreMetrics measured = ServeCommand.measured(stack, Budgets.defaults(), traces);
            JameyServer full = JameyServer.start(settings, measured, traces.requests(), _ -> {});
            System.out.println(bare.uri().getPort() + " " + full.uri().getPort());
        }
        Thread.currentThread().join(); // until it is ended
    }

    static void untraced(String method, String route, Function<String, Optional<String>> header, IntSupplier work) {
        var _ = work.getAsInt();
    }
}
