package io.jamey.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Export and import over a socket.
class TransferTest {
    private static final int MANY = 700;

    private Api api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = Api.open(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> load(String path, String lines) {
        return api.send("POST", path, lines.getBytes(UTF_8), "application/x-ndjson");
    }

    private long count(String namespace) {
        return api.store().count(Namespace.of(namespace), Filter.everything());
    }

    private void fill(String namespace) {
        api.store()
                .storeAll(
                        Namespace.of(namespace),
                        IntStream.range(0, MANY)
                                .mapToObj(i -> NewMemory.of(namespace + " " + i)
                                        .embedding(Embedding.of(i + 1, 1))
                                        .session("s")
                                        .build())
                                .toList());
    }

    private List<Memory> all(String namespace) {
        try (Stream<Memory> memories = api.store().iterate(Namespace.of(namespace), Filter.everything())) {
            return memories.toList();
        }
    }

    @Test
    void whatWasExportedIsImportedAsItWas() {
        fill("ann");
        fill("ben");
        List<Memory> before = all("ben");

        String exported = api.get("/v1/export?all_namespaces=true").body();
        assertThat(exported.lines()).hasSize(2 * MANY);
        api.store().drop(Namespace.of("ann"));
        api.store().drop(Namespace.of("ben"));
        HttpResponse<String> imported = load("/v1/import", exported);

        assertThat(Api.json(imported))
                .containsEntry("lines", 2L * MANY)
                .containsEntry("last_line", 2L * MANY)
                .containsEntry("memories", 2L * MANY);
        assertThat(all("ben"))
                .usingRecursiveComparison()
                .ignoringFields("updatedAt", "lastAccessed")
                .isEqualTo(before);
        assertThat(load("/v1/import", exported).statusCode()).isEqualTo(200);
        assertThat(count("ann")).isEqualTo(MANY);
    }

    @Test
    void anExportGoesOnBehindTheLastLineThatArrived() {
        fill("ann");
        fill("ben");
        List<String> whole =
                api.get("/v1/export?all_namespaces=true").body().lines().toList();
        Memory last = all("ben").get(9);

        HttpResponse<String> rest = api.get("/v1/export?all_namespaces=true&namespace=ben&after=" + last.id());

        assertThat(rest.body().lines().map(TransferTest::content))
                .isEqualTo(whole.stream()
                        .skip(MANY + 10)
                        .map(TransferTest::content)
                        .toList());
        api.store().delete(Namespace.of("ben"), last.id());
        assertThat(api.get("/v1/export?namespace=ben&after=" + last.id()).statusCode())
                .isEqualTo(404);
    }

    private static String content(String line) {
        return line.replaceFirst(".*\"content\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void aBadLineStopsAnImportAndEverythingBeforeItIsThere() {
        String lines = IntStream.rangeClosed(1, 600)
                .mapToObj(i -> i == 500 ? "{\"content\":\"x\",\"importance\":2}" : "{\"content\":\"line " + i + "\"}")
                .collect(Collectors.joining("\n"));

        HttpResponse<String> stopped = load("/v1/import?namespace=lines", lines);

        assertThat(stopped.statusCode()).isEqualTo(400);
        assertThat(Api.json(stopped))
                .containsEntry("line", 500L)
                .containsEntry("taken", 499L)
                .containsEntry("memories", 499L);
        assertThat(Api.text(stopped, "detail")).contains("line 500").contains("importance");
        assertThat(count("lines")).isEqualTo(499);
        String rest = lines.lines()
                .skip(499)
                .collect(Collectors.joining("\n"))
                .replace("\"importance\":2", "\"importance\":1");
        assertThat(Api.json(load("/v1/import?namespace=lines&first_line=500", rest)))
                .containsEntry("last_line", 600L);
        assertThat(count("lines")).isEqualTo(600);
        assertThat(load("/v1/import?namespace=lines", lines.replace("\"importance\":2", "\"importance\":1"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(count("lines")).isEqualTo(600);
    }

    @Test
    void whatOnlyTheStoreKnowsIsLaidToItsLineToo() {
        String id = "01890a5d-ac96-774b-bcce-b302099a8057";
        api.post("/v1/memories", "{\"id\":\"" + id + "\",\"content\":\"there\"}");
        String lines = "{\"content\":\"a\"}\n\n{\"id\":\"" + id + "\",\"content\":\"other\"}\n{\"content\":\"c\"}\n";

        HttpResponse<String> stopped = load("/v1/import", lines);

        assertThat(stopped.statusCode()).isEqualTo(409);
        assertThat(Api.json(stopped)).containsEntry("line", 3L).containsEntry("memories", 1L);
        assertThat(count("default")).isEqualTo(2);
    }

    @Test
    void equalLinesAreTwoMemoriesAndTheSameFileAgainIsNone() {
        String lines = "{\"content\":\"a\"}\n{\"content\":\"a\"}";

        load("/v1/import", lines);
        load("/v1/import", lines);

        assertThat(count("default")).isEqualTo(2);
    }
}
