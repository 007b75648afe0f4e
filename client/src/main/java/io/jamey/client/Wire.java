package io.jamey.client;

import io.jamey.MemoryException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// Sends requests and waits for their answers, again where that is safe. Any number of threads.
final class Wire implements AutoCloseable {
    /// A server that wants to be left alone for longer is not waited for.
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

    private static final TimeValue IDLE_MAX = TimeValue.ofSeconds(30);

    private final ClientOptions options;
    private final CloseableHttpClient http;
    private final UnderWay underWay;

    Wire(ClientOptions options) {
        this.options = options;
        http = client(options);
        underWay = new UnderWay(options.timeout());
    }

    /// Sends what it is told to and nothing else: no redirects, since they would carry the key, no repetition, no
    /// cookies, no headers of its own choice.
    private static CloseableHttpClient client(ClientOptions options) {
        return HttpClients.custom()
                .setConnectionManager(connections(options))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setProtocolUpgradeEnabled(false)
                        .setAuthenticationEnabled(false)
                        .build())
                .setProxySelector(ProxySelector.getDefault())
                .evictIdleConnections(IDLE_MAX)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableDefaultUserAgent()
                .build();
    }

    /// As many as there are requests at one time. Each is looked at before it is used again.
    private static PoolingHttpClientConnectionManager connections(ClientOptions options) {
        var operator = new DefaultHttpClientConnectionOperator(
                Connection::socket,
                null,
                null,
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register(
                                "https",
                                options.tls()
                                        .<TlsSocketStrategy>map(DefaultClientTlsStrategy::new)
                                        .orElseGet(DefaultClientTlsStrategy::createSystemDefault))
                        .build());
        var connections = new PoolingHttpClientConnectionManager(
                operator,
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                TimeValue.NEG_ONE_MILLISECOND,
                _ -> new Connection());
        connections.setMaxTotal(Integer.MAX_VALUE);
        connections.setDefaultMaxPerRoute(Integer.MAX_VALUE);
        connections.setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(options.connect()))
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build());
        return connections;
    }

    /// The answer's body.
    byte[] send(Call call) {
        return sent(call, false).orElseThrow();
    }

    /// The answer's body; nothing where the server says that there is no such thing.
    Optional<byte[]> find(Call call) {
        return sent(call, true);
    }

    void requireOpen() {
        underWay.requireOpen();
    }

    private Optional<byte[]> sent(Call call, boolean mayBeMissing) {
        boolean interrupted = Thread.interrupted(); // a caller that was interrupted is answered all the same
        try {
            for (int attempt = 1; ; attempt++) {
                Fault fault;
                HttpUriRequestBase request = request(call);
                try (var exchange = underWay.begin(request)) {
                    try {
                        Reply reply = http.execute(request, answer -> {
                            exchange.answered();
                            return new Reply(answer);
                        });
                        if (reply.status / 100 == 2) {
                            return Optional.of(reply.body);
                        }
                        if (mayBeMissing && Fault.isMissing(reply.status, reply.body)) {
                            return Optional.empty();
                        }
                        fault = Fault.answered(options.server(), reply.status, reply.body, reply.retryAfter);
                    } catch (IOException e) {
                        requireOpen();
                        if (Thread.currentThread().isInterrupted()) {
                            throw interrupted(e);
                        }
                        fault = exchange.isLate() ? NoAnswer.late(options, e) : NoAnswer.of(options, e);
                    }
                }
                boolean again = fault.passing() && (call.isRepeatable() || !fault.begun());
                if (!again || attempt == options.attempts() || fault.pause().compareTo(PAUSE_MAX) > 0) {
                    throw fault.thrown();
                }
                Thread.sleep(fault.pause());
            }
        } catch (InterruptedException e) {
            interrupted = true;
            throw interrupted(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private MemoryException interrupted(Exception cause) {
        return new MemoryException(
                MemoryException.Kind.UNAVAILABLE,
                "the server at " + options.server() + " was not waited for: the thread was interrupted",
                cause);
    }

    private HttpUriRequestBase request(Call call) {
        var request = new HttpUriRequestBase(call.method(), URI.create(options.server() + call.path()));
        if (call.body().length > 0) {
            request.setEntity(new ByteArrayEntity(call.body(), ContentType.APPLICATION_JSON));
        }
        options.key().ifPresent(key -> request.setHeader("Authorization", "Bearer " + key));
        return request;
    }

    /// Waits for what is under way, but not for ever.
    @Override
    public void close() {
        underWay.close();
        http.close(CloseMode.GRACEFUL);
    }

    /// An answer that has arrived as a whole.
    private static final class Reply {
        private static final byte[] NOTHING = {};

        private final int status;
        private final byte[] body;
        private final Optional<String> retryAfter;

        private Reply(ClassicHttpResponse answer) throws IOException {
            status = answer.getCode();
            body = answer.getEntity() == null ? NOTHING : EntityUtils.toByteArray(answer.getEntity());
            retryAfter =
                    Optional.ofNullable(answer.getFirstHeader("Retry-After")).map(Header::getValue);
        }
    }
}
