package io.jamey.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jamey.Filter;
import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import io.jamey.server.access.TlsFiles;
import io.jamey.testkit.ReferenceMemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that shows a certificate of its own making, and proxies in between.
@Timeout(60)
class SecureTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final String PASSWORD = "changeit";
    private static final int MEMORIES = 300;

    /// That is nowhere (RFC 5737): only proxies know it.
    private static final String NAME = "192.0.2.1";

    @TempDir
    private static Path made;

    private static ReferenceMemoryStore served;
    private static JameyServer server;
    private static JameyServer plain;
    private static TlsFiles certificate;
    private static SSLContext trusting;

    @BeforeAll
    static void start() throws Exception {
        Path file = selfSigned();
        trusting = trusting(file);
        served = new ReferenceMemoryStore(InstantSource.system());
        plain = JameyServer.start(ServerOptions.defaults().port(0), served);
        certificate = new TlsFiles.KeyStore(file, PASSWORD);
        server = secure(0);
    }

    private static JameyServer secure(int port) {
        ServerOptions options = ServerOptions.defaults().port(port);
        return JameyServer.start(
                new ServerOptions(
                        options.host(),
                        options.port(),
                        options.namespace(),
                        options.pageMax(),
                        options.limits(),
                        Optional.of(certificate),
                        options.origins(),
                        options.sessionIdle(),
                        options.patience()),
                served);
    }

    @AfterAll
    static void stop() {
        server.close();
        plain.close();
        served.close();
    }

    /// For 127.0.0.1 and for what only proxies know, and not for `localhost`.
    private static Path selfSigned() throws IOException, InterruptedException {
        Path file = made.resolve("it.p12");
        String options = "-genkeypair -alias it -dname CN=it -ext SAN=ip:127.0.0.1,ip:" + NAME
                + " -validity 30 -storetype PKCS12 -storepass " + PASSWORD + " -keyalg EC -keysize 256";
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-keystore", file.toString()));
        command.addAll(List.of(options.split(" ", -1)));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
        return file;
    }

    private static SSLContext trusting(Path file) throws Exception {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(
                "it",
                KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()).getCertificate("it"));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static void assertWorks(HttpMemoryStore store) {
        store.drop(ANN);
        for (int i = 0; i < MEMORIES; i++) {
            store.store(ANN, NewMemory.of("note " + i).build());
        }
        assertThat(store.iterate(ANN, Filter.everything())).hasSize(MEMORIES);
    }

    private static MemoryException fault(ClientOptions options) {
        try (var store = HttpMemoryStore.open(options)) {
            MemoryException fault =
                    catchThrowableOfType(MemoryException.class, () -> store.count(ANN, Filter.everything()));
            assertThat(fault).as("a fault").isNotNull();
            assertThat(fault.kind()).isEqualTo(Kind.UNAVAILABLE);
            return fault;
        }
    }

    @Test
    void aCertificateThatIsTrustedOpensTheStore() {
        try (var store = HttpMemoryStore.open(ClientOptions.of(server.uri()).tls(trusting))) {
            assertWorks(store);
        }
    }

    @Test
    void aConnectionOfTlsThatTheServerHasClosedMeanwhileIsNotUsed() throws IOException {
        var first = secure(0);
        URI address = first.uri();
        try (var store =
                HttpMemoryStore.open(ClientOptions.of(address).tls(trusting).attempts(1))) {
            try (first) {
                store.store(ANN, NewMemory.of("before").build());
            }
            try (var _ = secure(address.getPort())) {
                // Neither sent into the old connection, whose outcome would be unknown, nor repeated.
                assertThat(store.deleteMatching(ANN, Filter.everything())).isPositive();
            }
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedWithWordsThatHelp() {
        assertThat(fault(ClientOptions.of(server.uri())))
                .hasMessageContainingAll(
                        server.uri().toString(), "certificate", "javax.net.ssl.trustStore", "ClientOptions.tls");
    }

    @Test
    void aCertificateOfAnotherNameIsRefusedWithWordsThatHelp() {
        URI other = URI.create(server.uri().toString().replace("127.0.0.1", "localhost"));

        assertThat(fault(ClientOptions.of(other).tls(trusting)))
                .hasMessageContainingAll(other.toString(), "certificate of another name");
    }

    @Test
    void httpsToAServerOfPlainHttpSaysSo() {
        URI wrong = URI.create(plain.uri().toString().replace("http:", "https:"));

        assertThat(fault(ClientOptions.of(wrong).tls(trusting)))
                .hasMessageContainingAll(wrong.toString(), "TLS", "http://");
    }

    @Test
    void httpToAServerOfTlsSaysSo() {
        URI wrong = URI.create(server.uri().toString().replace("https:", "http:"));

        assertThat(fault(ClientOptions.of(wrong))).hasMessageContainingAll(wrong.toString(), "https://");
    }

    @Test
    void theProxyOfTheJvmIsAskedForPlainHttp() throws IOException {
        try (var proxy = proxy(plain)) {
            through(proxy, "http", () -> {
                try (var store = HttpMemoryStore.open(URI.create("http://" + NAME))) {
                    assertThat(store.count(ANN, Filter.everything())).isEqualTo(served.count(ANN, Filter.everything()));
                }
            });
            assertThat(proxy.heard()).singleElement().asString().startsWith("POST http://" + NAME + "/v1/memories/");
        }
    }

    @Test
    void theProxyOfTheJvmIsATunnelForTls() throws IOException {
        try (var proxy = proxy(server)) {
            through(proxy, "https", () -> {
                URI behind = URI.create("https://" + NAME);
                try (var store = HttpMemoryStore.open(ClientOptions.of(behind).tls(trusting))) {
                    assertWorks(store);
                }
                assertThat(proxy.heard())
                        .as("one connection")
                        .singleElement()
                        .asString()
                        .startsWith("CONNECT " + NAME);

                assertThat(fault(ClientOptions.of(behind))).hasMessageContaining("ClientOptions.tls");
                assertThat(proxy.heard()).as("not tried again").hasSize(2);
            });
        }
    }

    @Test
    void aProxyThatRefusesOrIsNotThereIsNamed() throws IOException {
        URI behind = URI.create("https://" + NAME);
        String refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
        ScriptedSocket proxy = ScriptedSocket.saying(refusal);
        try (proxy) {
            through(
                    proxy,
                    "https",
                    () -> assertThat(fault(ClientOptions.of(behind)))
                            .hasMessageContainingAll(behind.toString(), "proxy", "407"));
        }
        through(
                proxy,
                "https",
                () -> assertThat(fault(ClientOptions.of(behind)))
                        .hasMessageContainingAll(behind.toString(), "cannot be reached", "127.0.0.1:" + proxy.port()));
    }

    /// Takes every address for this server's.
    private static ScriptedSocket proxy(JameyServer behind) throws IOException {
        return new ScriptedSocket((_, head, body, caller) -> {
            try (var onward =
                    new Socket(InetAddress.getLoopbackAddress(), behind.uri().getPort())) {
                if (head.startsWith("CONNECT ")) {
                    caller.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
                } else {
                    onward.getOutputStream()
                            .write(head.replaceFirst("http://[^/]*", "").getBytes(US_ASCII));
                    onward.getOutputStream().write(body);
                }
                var sending = Thread.ofVirtual().start(() -> copy(caller, onward));
                copy(onward, caller);
                caller.close();
                sending.join();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // either side has closed it
        }
    }

    private interface Use {
        void run() throws IOException;
    }

    /// As `-Dhttps.proxyHost` and `-Dhttps.proxyPort` say.
    private static void through(ScriptedSocket proxy, String scheme, Use use) throws IOException {
        var names = Map.of(scheme + ".proxyHost", "127.0.0.1", scheme + ".proxyPort", Integer.toString(proxy.port()));
        try {
            names.forEach(System::setProperty);
            use.run();
        } finally {
            names.keySet().forEach(System::clearProperty);
        }
    }
}
