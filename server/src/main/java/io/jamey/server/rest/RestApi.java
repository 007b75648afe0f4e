package io.jamey.server.rest;

import io.jamey.Limits;
import io.jamey.metrics.alerts.Alert;
import io.jamey.metrics.live.Live;
import io.jamey.server.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All operations of the API over one store.
public final class RestApi {
    private RestApi() {}

    /// The routes.
    ///
    /// @param pageMax memories on one page or in one answer, at most
    /// @param sessionIdle how long a session is kept that nothing is added to
    /// @param inside says how many requests are under way
    /// @param live what was measured lately
    /// @param alerts what is not as it should be
    public static List<Route> routes(
            ConditionalStore store,
            int pageMax,
            Duration sessionIdle,
            IntSupplier inside,
            Live live,
            Supplier<List<Alert>> alerts) {
        int limit = Math.min(pageMax, Limits.PAGE);
        var writes = new IdempotentWrites(store);
        return Stream.of(
                        new MemoryResource(store, writes, limit).routes(),
                        new SelectionResource(store, limit).routes(),
                        new NamespaceResource(store).routes(),
                        new SessionResource(store, writes, limit, sessionIdle).routes(),
                        new TransferResource(store).routes(),
                        new StatusResource(store, inside).routes(),
                        new LiveResource(live).routes(),
                        new SlowResource(live.store()).routes(),
                        new AlertResource(alerts).routes(),
                        new RunbookResource().routes(),
                        new DocumentResource().routes(),
                        new DashboardResource().routes())
                .flatMap(List::stream)
                .toList();
    }
}
