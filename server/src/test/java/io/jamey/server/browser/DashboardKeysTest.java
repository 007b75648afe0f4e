package io.jamey.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.server.JameyServer;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRequest;
import io.jamey.server.access.Permission;
import io.jamey.server.access.Scope;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import io.jamey.testkit.ReferenceMemoryStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What the dashboard does when it is not let in, and when the server cannot answer.
@ExtendWith(InChromium.class)
class DashboardKeysTest {
    @TempDir
    private Path folder;

    /// A store that can be taken away.
    private static final class Takeable extends ForwardingMemoryStore {
        private volatile boolean away;

        Takeable() {
            super(new ReferenceMemoryStore(InstantSource.system()));
        }

        @Override
        public Page listPaginated(Namespace namespace, PageRequest request) {
            if (away) {
                throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "the disk is gone");
            }
            return super.listPaginated(namespace, request);
        }
    }

    private Settings settings(String port) {
        return Configuration.read(new Sources(
                        Optional.empty(), Map.of(), Map.of("port", port, "metrics_port", "none"), folder, folder))
                .settings();
    }

    private static String key(Settings settings, String namespace, Permission permission) {
        return new KeyFile(settings.keysFile())
                .create(
                        new KeyRequest(namespace, Scope.of(List.of(namespace)), permission, Optional.empty()),
                        Instant.now())
                .secret();
    }

    @Test
    void aKeyIsAskedForSaidToBeWrongAndKeptNowhere(Tab tab) {
        Settings settings = settings("0");
        String key = key(settings, "ann", Permission.READ);
        try (var store = new Takeable();
                var server = JameyServer.start(settings, store, _ -> {})) {
            store.store(Namespace.of("ann"), NewMemory.of("Ann likes tea").build());
            store.store(Namespace.of("ben"), NewMemory.of("Ben likes coffee").build());
            tab.load(server.uri() + "/#/memories");
            tab.awaitText("dialog", "A key for this server");
            assertThat(tab.is("document.activeElement.id === 'key-input'")).isTrue();
            assertThat(tab.evaluate("document.activeElement.type")).isEqualTo("password");
            tab.type("jamey_wrong");
            tab.press("Enter");
            tab.awaitText("dialog .error", "key");
            tab.fill("#key-input", " " + key + "\n");
            tab.press("Enter");
            tab.awaitText(".memory .excerpt", "Ann likes tea");
            assertThat(tab.evaluate("[...document.querySelectorAll('.names .name')].map((each) => each.textContent)"))
                    .isEqualTo(List.of("ann"));
            assertThat(tab.text("#key")).isEqualTo("Key in use");
            assertThat(tab.evaluate("localStorage.length + sessionStorage.length + document.cookie.length"))
                    .isEqualTo(0L);
            assertThat(tab.is("document.documentElement.outerHTML.includes('" + key + "')"))
                    .isFalse();

            tab.click(".memory");
            tab.clickText("Edit");
            tab.fill("[name=content]", "Ann hates tea");
            tab.clickText("Save");
            tab.awaitText(".notice", "This key does not open that");
            tab.clickText("Cancel");
            tab.evaluate("location.hash = '#/memories?namespace=ben'");
            tab.awaitText(".rows .notice", "This key does not open that");

            tab.clickText("Live");
            tab.awaitText(".trouble", "This page is about the server as a whole");

            tab.load(server.uri() + "/#/memories?namespace=ann");
            tab.awaitText("dialog", "A key for this server");
            tab.press("Escape");
            tab.awaitText(".notice", "A key is needed");
            assertThat(tab.complaints())
                    .isNotEmpty()
                    .allMatch(said -> said.matches(".*(status of 40[13]|/v1/alerts).*"));
        }
    }

    @Test
    void whatIsAwayIsSaidAndComesBackByItself(Tab tab) {
        var store = new Takeable();
        JameyServer server = JameyServer.start(settings("0"), store, _ -> {});
        int port = server.uri().getPort();
        String address = server.uri() + "/#/memories?namespace=ann";
        try (store) {
            store.store(Namespace.of("ann"), NewMemory.of("Ann likes tea").build());
            store.away = true;
            tab.load(address);
            tab.awaitText(".rows .notice", "The server cannot answer right now");
            tab.awaitText(".rows .waiting", "again in");
            store.away = false;
            tab.awaitText(".memory .excerpt", "Ann likes tea");
            server.close();
            tab.fill("#query", "tea");
            tab.press("Enter");
            tab.awaitText(".rows .notice", "The server does not answer");
            server = JameyServer.start(settings(Integer.toString(port)), store, _ -> {});
            tab.clickText("Try again");
            tab.awaitText(".summary", "1 match");
            assertThat(store.count(Namespace.of("ann"), Filter.everything())).isEqualTo(1);
        } finally {
            server.close();
        }
    }
}
