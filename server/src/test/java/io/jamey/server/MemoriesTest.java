package io.jamey.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Namespace;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every operation of `/v1/memories` and `/v1/namespaces` over a socket.
class MemoriesTest {
    private static Api api;

    @BeforeAll
    static void start(@TempDir Path folder) {
        api = Api.open(folder);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String store(String namespace, String content) {
        HttpResponse<String> stored =
                api.post("/v1/memories?namespace=" + namespace, "{\"content\":\"" + content + "\"}");
        assertThat(stored.statusCode()).isEqualTo(201);
        return Api.text(stored, "id");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Api.text(response, "type")).isEqualTo("/problems/" + type);
        assertThat(Api.json(response)).containsEntry("status", (long) status).containsKeys("title", "detail");
    }

    @Test
    void aMemoryIsStoredAndReadBackByteForByte() {
        String content = "Zoë says \uD83D\uDE00 \\\\ \\\" \\u2028 \\t and '; DROP TABLE memories; --";

        HttpResponse<String> stored = api.post(
                "/v1/memories",
                "{\"text\":\"" + content
                        + "\",\"user_id\":\"bytes\",\"run_id\":\"s\",\"metadata\":{\"a.b\":[1,null]}}");
        HttpResponse<String> read =
                api.get(stored.headers().firstValue("Location").orElseThrow());

        assertThat(stored.statusCode()).isEqualTo(201);
        assertThat(Api.text(read, "content"))
                .isEqualTo("Zoë says \uD83D\uDE00 \\ \" \u2028 \t and '; DROP TABLE memories; --");
        assertThat(Api.json(read))
                .containsEntry("session_id", "s")
                .containsEntry("sequence", 0L)
                .containsEntry("namespace", "bytes")
                .doesNotContainKey("embedding");
        assertThat(read.headers().firstValue("ETag")).contains("\"1\"");
    }

    @Test
    void severalAreStoredTogetherOrNotAtAll() {
        HttpResponse<String> stored = api.post(
                "/v1/memories", "{\"namespace\":\"several\",\"memories\":[{\"content\":\"a\"},{\"content\":\"b\"}]}");
        HttpResponse<String> refused = api.post(
                "/v1/memories", "{\"namespace\":\"several\",\"memories\":[{\"content\":\"c\"},{\"content\":\" \"}]}");

        assertThat(Api.list(stored, "items")).hasSize(2);
        assertProblem(refused, 400, "invalid-request");
        assertThat(Api.json(refused)).containsEntry("pointer", "/memories/1/content");
        assertThat(api.store().count(Namespace.of("several"), Filter.everything()))
                .isEqualTo(2);
    }

    @Test
    void aBatchGoesToOneNamespace() {
        HttpResponse<String> refused = api.post(
                "/v1/memories",
                "{\"memories\":[{\"content\":\"a\",\"namespace\":\"x\"},{\"content\":\"b\",\"namespace\":\"y\"}]}");

        assertProblem(refused, 400, "invalid-request");
        assertThat(Api.json(refused)).containsEntry("pointer", "/memories/1/namespace");
        assertProblem(
                api.post("/v1/memories?namespace=x", "{\"content\":\"a\",\"namespace\":\"y\"}"),
                400,
                "invalid-request");
    }

    @Test
    void whatNamesNoNamespaceGoesToTheUsualOne() {
        HttpResponse<String> stored = api.post("/v1/memories", "{\"content\":\"somewhere\"}");

        assertThat(Api.json(stored)).containsEntry("namespace", "default");
    }

    @Test
    void anIdOfAnotherNamespaceIsAMissingOne() {
        String id = store("mine", "secret");

        assertProblem(api.get("/v1/memories/" + id + "?namespace=yours"), 404, "not-found");
        assertProblem(api.delete("/v1/memories/" + id + "?namespace=yours"), 404, "not-found");
        assertProblem(api.send("PATCH", "/v1/memories/" + id + "?namespace=yours", "{}"), 404, "not-found");
        assertThat(api.get("/v1/memories/" + id + "?namespace=mine").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aChangeDemandsTheVersionThatWasRead() {
        String path = "/v1/memories/" + store("versions", "old") + "?namespace=versions";

        HttpResponse<String> changed = api.send("PATCH", path, "{\"content\":\"new\"}", "If-Match", "\"1\"");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).contains("\"2\"");
        assertProblem(api.send("PATCH", path, "{\"content\":\"other\"}", "If-Match", "\"1\""), 412, "version-mismatch");
        assertProblem(api.send("PATCH", path, "{\"content\":\"other\",\"version\":1}"), 409, "conflict");
        assertProblem(api.send("PATCH", path, "{}", "If-Match", "2"), 400, "invalid-request");
        assertProblem(api.send("PATCH", path, "{}", "If-Match", "\"abc\""), 412, "version-mismatch");
        assertProblem(api.delete(path, "If-Match", "\"1\""), 412, "version-mismatch");
        HttpResponse<String> known = api.get(path, "If-None-Match", "\"2\"");
        assertThat(known.statusCode()).isEqualTo(304);
        for (String header : List.of("ETag", "Cache-Control")) {
            assertThat(known.headers().firstValue(header))
                    .isEqualTo(api.get(path).headers().firstValue(header));
        }
        assertThat(api.get(path, "If-None-Match", "\"1\"").statusCode()).isEqualTo(200);
        assertThat(api.delete(path, "If-Match", "\"2\"").statusCode()).isEqualTo(204);
        assertProblem(api.delete(path), 404, "not-found");
    }

    @Test
    void putCreatesThenReplaces() {
        String path = "/v1/memories/01890a5d-ac96-774b-bcce-b302099a8057?namespace=put";

        assertThat(api.send("PUT", path, "{\"content\":\"first\",\"importance\":0.9}", "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(201);
        assertProblem(api.send("PUT", path, "{\"content\":\"second\"}", "If-None-Match", "*"), 412, "version-mismatch");
        HttpResponse<String> replaced = api.send("PUT", path, "{\"content\":\"second\"}");
        assertThat(Api.json(replaced))
                .containsEntry("content", "second")
                .containsEntry("importance", 0.5)
                .containsEntry("version", 2L);
        assertThat(Api.json(api.send("PUT", path, "{\"content\":\"second\"}"))).containsEntry("version", 2L);
        assertProblem(api.send("PUT", path, "{\"content\":\"x\",\"session_id\":\"s\"}"), 400, "invalid-request");
        assertProblem(
                api.send("PUT", path, "{\"content\":\"x\",\"id\":\"01890a5d-ac96-774b-bcce-b302099a8058\"}"),
                400,
                "invalid-request");
    }

    @Test
    void aNewSessionIsFoundWhereItsCreationSaysThatItIs() {
        HttpResponse<String> created = api.post("/v1/sessions?namespace=all%20talks", "{}");
        String place = created.headers().firstValue("Location").orElseThrow();

        assertThat(api.post(place.replace("?", "/messages?"), "{\"content\":\"Hi\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(api.get(place).statusCode()).isEqualTo(200);
        assertThat(api.store().count(Namespace.of("all talks"), Filter.everything()))
                .isEqualTo(1);
    }

    @Test
    void theSameKeyAndBodyStoreOnce() {
        String path = "/v1/memories?namespace=keys";
        String[] key = {"Idempotency-Key", "order-1"};
        String two = "{\"memories\":[{\"content\":\"a\"},{\"content\":\"b\"}]}";

        HttpResponse<String> first = api.post(path, two, key);
        HttpResponse<String> again = api.post(path, two, key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(withoutAccess(again.body())).isEqualTo(withoutAccess(first.body()));
        assertThat(api.store().count(Namespace.of("keys"), Filter.everything())).isEqualTo(2);
        for (String other : List.of(
                "{\"memories\":[{\"content\":\"a\"},{\"content\":\"c\"}]}",
                "{\"memories\":[{\"content\":\"a\"}]}",
                "{\"content\":\"a\"}",
                "{\"memories\":[{\"content\":\"a\"},{\"content\":\"b\"},{\"content\":\"c\"}]}")) {
            assertProblem(api.post(path, other, key), 422, "idempotency-key-reused");
        }
        assertThat(api.store().count(Namespace.of("keys"), Filter.everything())).isEqualTo(2);
        assertThat(api.post(path, two, "Idempotency-Key", "order-2").statusCode())
                .isEqualTo(201);
        assertProblem(api.post(path, two, "Idempotency-Key", "two words"), 400, "invalid-request");
    }

    private static String withoutAccess(String body) {
        return body.replaceAll("\"last_accessed\":\"[^\"]*\",", "");
    }

    @Test
    void aTakenIdIsAConflictUnlessTheMemoryIsTheSame() {
        String one = "{\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"content\":\"a\",\"namespace\":\"taken\"}";

        assertThat(api.post("/v1/memories", one).statusCode()).isEqualTo(201);
        assertThat(api.post("/v1/memories", one).statusCode()).isEqualTo(201);
        assertProblem(api.post("/v1/memories", one.replace("\"a\"", "\"b\"")), 409, "conflict");
    }

    @Test
    void pagesGoOnByOffsetAndByCursor() {
        for (int i = 0; i < 5; i++) {
            store("pages", "memory " + i);
        }

        HttpResponse<String> first = api.get("/v1/memories?user_id=pages&top_k=2&order=oldest");
        HttpResponse<String> second =
                api.get("/v1/memories?namespace=pages&limit=2&order=oldest&cursor=" + Api.text(first, "next_cursor"));
        HttpResponse<String> last = api.get("/v1/memories?namespace=pages&limit=2&order=oldest&offset=4");

        assertThat(Api.json(first)).containsEntry("total", 5L).containsEntry("offset", 0L);
        assertThat(Api.item(second, "items", 0).get("content")).isEqualTo("memory 2");
        assertThat(Api.list(last, "items")).hasSize(1);
        assertThat(Api.json(last)).doesNotContainKey("next_cursor");
        assertProblem(
                api.get("/v1/memories?namespace=keys&cursor=" + Api.text(first, "next_cursor")),
                400,
                "invalid-request");
        String filter = "%7B%22field%22:%22memory_type%22,%22op%22:%22eq%22,%22value%22:%22episodic%22%7D";
        assertThat(Api.json(api.get("/v1/memories?namespace=pages&filter=" + filter)))
                .containsEntry("total", 0L);
    }

    @Test
    void aSearchFindsByWordsAndByVectorAndExplains() {
        api.post(
                "/v1/memories",
                "{\"namespace\":\"search\",\"memories\":[{\"content\":\"Ann likes tea\",\"embedding\":[1,0]},"
                        + "{\"content\":\"Ben likes coffee\",\"embedding\":\"AAAAAAAAgD8=\"}]}");

        HttpResponse<String> words = api.post(
                "/v1/memories/search", "{\"namespace\":\"search\",\"query\":\"tea\",\"limit\":1,\"explain\":true}");
        HttpResponse<String> vector = api.post(
                "/v1/memories/search?include=embedding",
                "{\"namespace\":\"search\",\"embedding\":\"AAAAAAAAgD8=\",\"top_k\":1}");
        HttpResponse<String> numbers = api.post(
                "/v1/memories/search?embedding_format=array",
                "{\"namespace\":\"search\",\"embedding\":[0,1],\"embeddings\":true,\"limit\":1}");

        assertThat(Api.item(words, "matches", 0).get("content")).isEqualTo("Ann likes tea");
        assertThat(Api.json(words)).containsKey("plan");
        assertThat((Map<?, ?>) Api.item(words, "matches", 0).get("signals")).isNotEmpty();
        assertThat(Api.item(vector, "matches", 0).get("content")).isEqualTo("Ben likes coffee");
        assertThat(Api.item(vector, "matches", 0).get("embedding")).isEqualTo("AAAAAAAAgD8=");
        assertThat(Api.item(numbers, "matches", 0).get("embedding")).isEqualTo(List.of(0.0, 1.0));
        HttpResponse<String> other =
                api.post("/v1/memories/search", "{\"namespace\":\"search\",\"embedding\":[1,2,3]}");
        assertProblem(other, 400, "invalid-request");
    }

    @Test
    void idsAndFiltersSelectManyAtOnce() {
        String a = store("many", "a");
        String b = store("many", "b");
        String missing = "01890a5d-ac96-774b-bcce-b302099a8057";
        String ids = "{\"namespace\":\"many\",\"ids\":[\"" + b + "\",\"" + missing + "\",\"" + a + "\",\"" + b + "\"]}";

        HttpResponse<String> got = api.post("/v1/memories/batch-get", ids);
        assertThat(Api.list(got, "items")).hasSize(2);
        assertThat(Api.item(got, "items", 0).get("content")).isEqualTo("b");
        assertThat(Api.list(got, "missing")).isEqualTo(List.of(missing));
        assertThat(api.post("/v1/memories/touch", ids).statusCode()).isEqualTo(204);
        assertThat(Api.json(api.post("/v1/memories/count", "{\"user_id\":\"many\"}")))
                .containsEntry("count", 2L);
        assertThat(Api.json(api.post("/v1/memories/batch-delete", ids))).containsEntry("deleted", 2L);
        store("many", "c");
        assertProblem(api.post("/v1/memories/delete-matching", "{\"namespace\":\"many\"}"), 400, "invalid-request");
        assertThat(
                        Api.json(
                                api.post(
                                        "/v1/memories/delete-matching",
                                        "{\"namespace\":\"many\",\"filter\":{\"field\":\"memory_type\",\"op\":\"eq\",\"value\":\"semantic\"}}")))
                .containsEntry("deleted", 1L);
    }

    @Test
    void namespacesOfAnyNameAreListedAndDropped() {
        store("100%25%2Fann%20%E2%98%83", "x");

        assertThat(api.get("/v1/namespaces?limit=1000").body()).contains("{\"name\":\"100%/ann ☃\",\"memories\":1}");
        assertThat(api.get("/v1/namespaces?limit=1000&names_only=true").body()).contains("{\"name\":\"100%/ann ☃\"}");
        HttpResponse<String> dropped = api.delete("/v1/namespaces/100%25%2Fann%20%E2%98%83");
        assertThat(Api.json(dropped)).containsEntry("deleted", 1L);
        assertThat(api.get("/v1/namespaces?limit=1000").body()).doesNotContain("☃");
    }

    @Test
    void whatIsNotThereSaysWhatIs() {
        HttpResponse<String> path = api.get("/v1/memory");
        HttpResponse<String> method = api.send("PUT", "/v1/memories", "{}");
        HttpResponse<String> parameter = api.get("/v1/memories?limits=3");

        assertProblem(path, 404, "not-found");
        assertThat(Api.text(path, "detail")).contains("did you mean '/v1/memories'?");
        assertProblem(method, 405, "method-not-allowed");
        assertThat(method.headers().firstValue("Allow")).contains("GET, HEAD, POST");
        assertProblem(parameter, 400, "invalid-request");
        assertThat(Api.text(parameter, "detail")).contains("did you mean 'limit'?");
        assertProblem(api.get("/v1/memories", "Accept", "image/png"), 406, "not-acceptable");
        assertThat(api.get("/v1/memories", "Accept", "text/html, */*;q=0.1").statusCode())
                .isEqualTo(200);
        assertProblem(
                api.send("POST", "/v1/memories", new byte[] {'{', '}'}, "text/plain"), 415, "unsupported-media-type");
    }

    @Test
    void theServerSaysHowItIsAndDescribesItself() {
        assertThat(api.get("/livez").body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(api.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(Api.json(api.get("/v1/status")))
                .containsEntry("status", "ok")
                .containsKey("store");
        HttpResponse<String> docs = api.get("/docs");
        assertThat(docs.body()).contains("/v1/memories/{id}").doesNotContain("<script");
        assertThat(docs.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("default-src 'none'");
        assertThat(api.get("/problems/conflict").body()).contains("409");
        HttpResponse<String> dashboard = api.get("/");
        assertThat(dashboard.body()).contains("href=\"/docs\"").doesNotContain("<style", "onclick");
        assertThat(dashboard.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(api.get("/dashboard/page/main.js").headers().firstValue("Content-Type"))
                .contains("text/javascript;charset=utf-8");
        for (String path : List.of("page/none.js", "..%2Fopenapi.yaml", "page/..%2Ficon.svg", "styles/page", "page/")) {
            assertThat(api.get("/dashboard/" + path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void pagesOfOtherSitesAndOtherNamesForThisMachineAreKeptOut() {
        assertProblem(api.get("/v1/memories", "Origin", "https://evil.example"), 403, "forbidden");
        assertThat(api.get("/v1/memories", "Origin", api.server().uri().toString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(RawHttp.ask(api.port(), "GET /v1/memories HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }
}
