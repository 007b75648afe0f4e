package io.jamey.cli;

import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.load.CopyTarget;
import io.jamey.bench.load.LiveTarget;
import io.jamey.bench.load.StopSignal;
import io.jamey.bench.load.Target;
import io.jamey.client.ClientOptions;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// What `jamey load` is sent to: a store in this process, one behind a server of its own, or a server that runs
/// already. Closed when nothing is sent any more.
final class LoadTargets implements AutoCloseable {
    /// Of namespaces on a server that others use too.
    static final String PREFIX = "jamey-load/";

    private final DataOptions data;
    private final Optional<ClientOptions> running;
    private final StopSignal stop;
    private Optional<ServerStores> stores = Optional.empty();

    LoadTargets(DataOptions data, UrlOptions server, StopSignal stop) {
        this.data = data;
        running = server.client();
        if (running.isPresent() && data.isServed()) {
            throw new IllegalArgumentException("--url and --backend exclude each other: name one of them");
        }
        this.stop = stop;
    }

    /// @param folder for copies of the data
    Target of(DataShape shape, Path folder) {
        if (running.isPresent()) {
            var opened = ServerStores.of(running.get());
            stores = Optional.of(opened);
            return new LiveTarget(
                    running.get().server().toString(),
                    shape,
                    PREFIX
                            + HexFormat.of()
                                    .toHexDigits(ThreadLocalRandom.current().nextInt()) + "/",
                    opened.asked(),
                    opened.patient(),
                    ServerStores::isRefusal,
                    data.steps(),
                    stop);
        }
        return data.isServed()
                ? new ServedTarget(data.dataSet(shape), data.source(), folder)
                : new CopyTarget(data.dataSet(shape), data.source(), folder);
    }

    @Override
    public void close() {
        stores.ifPresent(ServerStores::close);
    }
}
