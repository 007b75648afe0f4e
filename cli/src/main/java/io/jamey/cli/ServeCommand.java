package io.jamey.cli;

import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import io.jamey.server.access.Admission;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `jamey serve`: the store over HTTP, until it is told to stop.
@Command(
        description = {
            "Serve the store over HTTP until Ctrl-C or SIGTERM; it then finishes what it has begun.",
            "One process at a time has a store open: while it is served, other commands cannot open it."
        },
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    /// For closing the store, beyond the patience the server has with requests.
    private static final long CLOSING_SECONDS = 20;

    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions where;

    @Mixin
    private final EmbedderOptions embedding;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port to listen on; 0 is any that is free. Default: ${DEFAULT-VALUE}")
    private int port;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
        embedding = new EmbedderOptions(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerOptions options = ServerOptions.defaults().host(host).port(port).namespace(where.namespace());
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var hook = new Thread(() -> end(stop, stopped, options), "jamey-stop");
        try (var stack = StoreStack.create(where.path(), embedding.settings());
                var server = JameyServer.start(options, stack.store(), Admission.open())) {
            Runtime.getRuntime().addShutdownHook(hook);
            print(server);
            stop.await();
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK;
    }

    private void print(JameyServer server) {
        surroundings.out().println("store    " + where.path());
        surroundings.out().println("api      " + server.uri() + "/v1");
        surroundings.out().println("docs     " + server.uri() + "/docs");
        surroundings.out().println("openapi  " + server.uri() + "/openapi.yaml");
        surroundings.out().flush();
    }

    /// Holds the end of the process up until the server and the store are closed.
    private static void end(CountDownLatch stop, CountDownLatch stopped, ServerOptions options) {
        stop.countDown();
        try {
            var _ = stopped.await(options.patience().toSeconds() + CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
