package io.jamey.server.settings;

import io.jamey.Namespace;
import io.jamey.server.access.Quota;
import io.jamey.server.access.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything a server is told before it starts; read-only, and shared after that.
///
/// @param host to listen on: a name or an address
/// @param port 0 for any that is free
/// @param namespace of requests that name none and come from callers who may use several
/// @param embedder what turns text into embeddings, as the environment variables `JAMEY_EMBEDDER` and
///     `JAMEY_EMBEDDINGS_*` say it. Holds secrets
/// @param keysFile see [io.jamey.server.access.KeyFile]
/// @param tls absent for plain HTTP
/// @param corsOrigins the pages that browsers may call the server from, such as `https://app.example.org`
/// @param quota of each namespace
/// @param sessionIdle how long a session is kept that nothing is added to
/// @param baseline what operations are compared with: the name of one that was saved, or its file
public record Settings(
        String host,
        int port,
        StoreSettings store,
        Namespace namespace,
        Map<String, String> embedder,
        Path keysFile,
        Optional<TlsFiles> tls,
        List<String> corsOrigins,
        RequestLimits limits,
        CacheSettings cache,
        Quota quota,
        Duration sessionIdle,
        MetricsSettings metrics,
        Optional<String> baseline,
        LogSettings log,
        TraceSettings tracing) {

    public Settings {
        embedder = Map.copyOf(embedder);
        corsOrigins = List.copyOf(corsOrigins);
    }

    /// Without what the embedder is told, which may be secret.
    @Override
    public String toString() {
        return "Settings[" + host + ":" + port + ", " + store + "]";
    }
}
