package io.jamey.cli;

import io.jamey.logging.OperationLog;
import io.jamey.metrics.MetricsOptions;
import io.jamey.metrics.StoreMetrics;
import io.jamey.performance.Budgets;
import io.jamey.server.JameyServer;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `jamey serve`: the store over HTTP, until it is told to stop.
@Command(
        description = {
            "Serve the store over HTTP until Ctrl-C or SIGTERM; it then finishes what it has begun.",
            "One process at a time has a file open: while it is served, other commands cannot open it. A database has room for"
                    + " many."
        },
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    /// For finishing requests and closing the store.
    private static final long CLOSING_SECONDS = 30;

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = SettingsOptions.read(spec, surroundings);
        configuration.warnings().forEach(this::warn);
        Settings settings = configuration.settings();
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var hook = new Thread(() -> end(stop, stopped), "jamey-stop");
        Layers layers = Layers.of(settings);
        Budgets budgets = budgets(settings);
        try (var _ = CommandLog.start(settings);
                var traces = TraceExport.start(settings.tracing());
                var stack = StoreStack.over(Backends.create(settings.store()), layers);
                var server =
                        JameyServer.start(settings, measured(stack, budgets, traces), traces.requests(), this::warn)) {
            Runtime.getRuntime().addShutdownHook(hook);
            print(settings, server);
            stop.await();
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK;
    }

    private Budgets budgets(Settings settings) {
        return settings.baseline()
                .map(said -> MeasuredBaseline.read(said, SourceOptions.usualHome(surroundings)))
                .map(Budgets.defaults()::tightenedBy)
                .orElse(Budgets.defaults());
    }

    static StoreMetrics measured(StoreStack stack, Budgets budgets, TraceExport traces) {
        var options = MetricsOptions.defaults()
                .budgets(budgets)
                .dependencies(StackDependencies.of(stack))
                .plans(stack.plans())
                .traces(traces.places())
                .telling(new OperationLog(budgets));
        return StoreMetrics.of(traces.over(stack.store(), stack.plans()), options);
    }

    private void warn(String message) {
        surroundings.err().println("jamey: " + message);
    }

    private void print(Settings settings, JameyServer server) {
        surroundings.out().println("store    " + settings.store());
        surroundings.out().println("page     " + server.uri() + "/");
        surroundings.out().println("api      " + server.uri() + "/v1");
        surroundings.out().println("mcp      " + server.uri() + "/mcp");
        server.metricsUri().ifPresent(uri -> surroundings.out().println("metrics  " + uri));
        surroundings.out().println("docs     " + server.uri() + "/docs");
        surroundings.out().println("openapi  " + server.uri() + "/openapi.yaml");
        surroundings.out().flush();
    }

    /// Holds the end of the process up until the server and the store are closed.
    private static void end(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            var _ = stopped.await(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
