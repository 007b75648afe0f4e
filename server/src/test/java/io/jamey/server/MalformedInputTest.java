package io.jamey.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent: a typed 4xx that says where, or the text back byte for byte; and nothing half-written.
class MalformedInputTest {
    private static final Namespace NAMESPACE = Namespace.of("default");
    private static Api api;

    @BeforeAll
    static void start(@TempDir Path folder) {
        api = Api.open(folder);
        api.store()
                .store(
                        NAMESPACE,
                        NewMemory.of("fixes the dimension")
                                .embedding(Embedding.of(1, 2))
                                .build());
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String base64(float... components) {
        var bytes = ByteBuffer.allocate(components.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(components);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String memory(String fields) {
        return "{\"content\":\"x\"," + fields + "}";
    }

    /// Bodies to store, and the place each must be refused for.
    static Stream<Map.Entry<String, String>> badMemories() {
        var cases = new LinkedHashMap<String, String>();
        cases.put("", "");
        cases.put("{", "");
        cases.put("null", "");
        cases.put("[]", "");
        cases.put("{\"content\":\"x\"} {}", "");
        cases.put("{\"content\":\"x\",}", "");
        cases.put("{'content':'x'}", "");
        cases.put("{\"content\":\"x\",\"content\":\"y\"}", "");
        cases.put("{\"content\":\"x\",\"text\":\"y\"}", "/text");
        cases.put("[".repeat(10_000), "");
        cases.put(memory("\"metadata\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)), "");
        cases.put(memory("\"metadata\":" + "{\"a\":".repeat(20) + "1" + "}".repeat(20)), "/metadata");
        cases.put("{}", "");
        cases.put("{\"content\":\"\"}", "/content");
        cases.put("{\"content\":\" \\n\"}", "/content");
        cases.put("{\"content\":7}", "/content");
        cases.put("{\"content\":\"a\\u0000b\"}", "/content");
        cases.put("{\"content\":\"a\\ud800b\"}", "/content");
        cases.put("{\"content\":\"a\\udc00\\ud800b\"}", "/content");
        cases.put("{\"content\":\"" + "x".repeat((1 << 20) + 1) + "\"}", "/content");
        cases.put(memory("\"colour\":1"), "/colour");
        cases.put(memory("\"embedding\":[]"), "/embedding");
        cases.put(memory("\"embedding\":[1]"), "");
        cases.put(memory("\"embedding\":[1,2,3]"), "");
        cases.put(memory("\"embedding\":[0,0]"), "/embedding");
        cases.put(memory("\"embedding\":[1e39,1]"), "/embedding");
        cases.put(memory("\"embedding\":[NaN,1]"), "");
        cases.put(memory("\"embedding\":[\"NaN\",1]"), "/embedding/0");
        cases.put(memory("\"embedding\":[1,null]"), "/embedding/1");
        cases.put(memory("\"embedding\":\"" + base64(Float.NaN, 1) + "\""), "/embedding");
        cases.put(memory("\"embedding\":\"" + base64(1, Float.POSITIVE_INFINITY) + "\""), "/embedding");
        cases.put(memory("\"embedding\":\"" + base64(0, 0) + "\""), "/embedding");
        cases.put(memory("\"embedding\":\"AAA=\""), "/embedding");
        cases.put(memory("\"embedding\":\"not base64!\""), "/embedding");
        cases.put(memory("\"embedding\":{}"), "/embedding");
        cases.put(memory("\"importance\":1.5"), "/importance");
        cases.put(memory("\"importance\":-1e400"), "/importance");
        cases.put(memory("\"importance\":\"1\""), "/importance");
        cases.put(memory("\"id\":\"1\""), "/id");
        cases.put(memory("\"id\":\"../../etc/passwd\""), "/id");
        cases.put(memory("\"memory_type\":\"'; DROP TABLE memories\""), "/memory_type");
        cases.put(memory("\"namespace\":\"a\\u0007b\""), "/namespace");
        cases.put(memory("\"namespace\":\"" + "n".repeat(257) + "\""), "/namespace");
        cases.put(memory("\"sequence\":1"), "/sequence");
        cases.put(memory("\"session_id\":\"s\",\"sequence\":-1"), "/sequence");
        cases.put(memory("\"session_id\":\"s\",\"sequence\":9223372036854775808"), "/sequence");
        cases.put(memory("\"created_at\":\"yesterday\""), "/created_at");
        cases.put(memory("\"created_at\":\"+999999999-12-31T23:59:59Z\""), "/created_at");
        cases.put(memory("\"metadata\":{\"n\":123456789012345678901234567890123}"), "/metadata/n");
        cases.put(memory("\"metadata\":{\"n\":1e999}"), "/metadata/n");
        cases.put(memory("\"metadata\":{\"\":1}"), "/metadata");
        cases.put("{\"memories\":[{\"content\":\"good\"},{\"content\":\"x\",\"embedding\":[1,2,3]}]}", "");
        return cases.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("badMemories")
    void isRefusedWithItsPlaceAndNothingIsStored(Map.Entry<String, String> bad) {
        long before = api.store().count(NAMESPACE, Filter.everything());

        HttpResponse<String> response = api.post("/v1/memories", bad.getKey());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(Api.text(response, "type")).isEqualTo("/problems/invalid-request");
        assertThat(Api.text(response, "detail"))
                .isNotBlank()
                .hasSizeLessThan(600)
                .doesNotContain("Exception");
        assertThat(String.valueOf(Api.json(response).get("pointer")).replace("null", ""))
                .isEqualTo(bad.getValue());
        assertThat(api.store().count(NAMESPACE, Filter.everything())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "emoji \uD83D\uDE00\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67, \uFEFF and \u202E",
                "\u0001\u001f\u007f\u0085 controls",
                "quotes \" ' ` \\ / and \r\n\t ends",
                "'; DROP TABLE memories; --",
                "{\"$ref\":\"x\"} ${jndi:ldap://x} {{7*7}} <script>alert(1)</script>",
                "../../../etc/passwd%00",
                "e\u0301 is not \u00e9",
                "\uDBFF\uDFFF is the last character"
            })
    void textComesBackByteForByte(String text) {
        HttpResponse<String> stored = api.post(
                "/v1/memories",
                io.jamey.json.Json.write(Map.of("content", text, "metadata", Map.of("k", text), "namespace", "texts")));
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);

        HttpResponse<String> read = api.get("/v1/memories/" + Api.text(stored, "id") + "?namespace=texts");

        assertThat(Api.text(read, "content").getBytes(UTF_8)).isEqualTo(text.getBytes(UTF_8));
        assertThat(((Map<?, ?>) java.util.Objects.requireNonNull(Api.json(read).get("metadata"))).get("k"))
                .isEqualTo(text);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        for (String bytes :
                new String[] {"\u00ff", "\u00c3", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080"}) {
            byte[] body = ("{\"content\":\"a" + bytes + "b\"}").getBytes(ISO_8859_1);
            HttpResponse<String> response = api.send("POST", "/v1/memories", body, "application/json");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        }
        // CESU-8: an emoji as two surrogates in UTF-8 would come back as other bytes.
        byte[] emoji = "{\"content\":\"\u00ed\u00a0\u00bd\u00ed\u00b8\u0080\"}".getBytes(ISO_8859_1);
        assertThat(api.send("POST", "/v1/memories", emoji, "application/json").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"query\":\"\"}",
                "{\"query\":\"x\",\"limit\":0}",
                "{\"query\":\"x\",\"limit\":-1}",
                "{\"query\":\"x\",\"limit\":1001}",
                "{\"query\":\"x\",\"limit\":2147483648}",
                "{\"query\":\"x\",\"limit\":1.5}",
                "{\"query\":\"x\",\"limit\":\"10\"}",
                "{\"query\":\"x\",\"top_k\":1,\"limit\":1}",
                "{\"query\":\"x\",\"min_score\":1e999}",
                "{\"query\":\"x\",\"filter\":{\"field\":\"colour\",\"op\":\"eq\",\"value\":1}}",
                "{\"query\":\"x\",\"filter\":{\"field\":\"actor\",\"op\":\"like\",\"value\":\"a\"}}",
                "{\"query\":\"x\",\"filter\":{\"field\":\"actor\",\"op\":\"eq\"}}",
                "{\"query\":\"x\",\"filter\":{\"$where\":\"1\"}}",
                "{\"query\":\"x\",\"filter\":[]}",
                "{\"query\":\"x\",\"weights\":{\"charm\":1}}",
                "{\"query\":\"x\",\"weights\":{\"words\":-1}}",
                "{\"query\":\"x\",\"embedding\":[1,2,3]}",
                "{\"embedding\":[0,0]}"
            })
    void aBadSearchIsRefused(String body) {
        HttpResponse<String> response = api.post("/v1/memories/search", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    }

    @Test
    void hugeComponentsGiveScoresThatAreNumbers() {
        api.post("/v1/memories", "{\"namespace\":\"huge\",\"content\":\"x\",\"embedding\":[1e30,-1e30]}");

        HttpResponse<String> found =
                api.post("/v1/memories/search", "{\"namespace\":\"huge\",\"embedding\":[3e38,-3e38]}");

        assertThat(Api.item(found, "matches", 0).get("score"))
                .isInstanceOfSatisfying(Double.class, score -> assertThat(score).isBetween(0.9, 1.1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/memories?limit=0",
                "/v1/memories?limit=2147483648",
                "/v1/memories?limit=99999999999999999999",
                "/v1/memories?limit=ten",
                "/v1/memories?limit=1&limit=2",
                "/v1/memories?offset=-1",
                "/v1/memories?offset=0&cursor=x",
                "/v1/memories?cursor=x",
                "/v1/memories?filter=%7B",
                "/v1/memories?order=random",
                "/v1/memories?include=everything",
                "/v1/memories?namespace=",
                "/v1/memories?namespace=a%00b",
                "/v1/memories/not-an-id",
                "/v1/memories/1-1-1-1-1",
                "/v1/export?after=1",
                "/v1/export?all_namespaces=yes"
            })
    void aBadAddressIsRefusedAndSaysWhere(String path) {
        HttpResponse<String> response = api.get(path);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(Api.json(response)).containsKey("parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /v1/memories HTTP/1.1\r\n\r\n",
                "POST /v1/memories HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/memories HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "POST /v1/memories HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/memories HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "GET /v1/memories?namespace=%FF HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /v1/memories?namespace=%C0%AF HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /v1/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /v1/memories/%2e%2e/x HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void whatIsHardlyHttpIsAnsweredInKind(String request) {
        String answer = RawHttp.ask(api.port(), request);

        assertThat(answer).matches("(?s)HTTP/1\\.[01] (400|404|505).*application/problem\\+json.*");
        assertThat(api.get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsRead() {
        String large = RawHttp.ask(
                api.port(),
                RawHttp.head("POST /v1/memories", "Content-Type: application/json", "Content-Length: 1000000000000"));
        String headers = RawHttp.ask(
                api.port(), "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n");

        assertThat(large).startsWith("HTTP/1.1 413").contains("/problems/too-large");
        assertThat(headers).startsWith("HTTP/1.1 431").contains("/problems/headers-too-large");
    }

    @Test
    void whatBecomesTooLargeIsRefusedAsSoonAsItIs() {
        String head = RawHttp.head("POST /v1/memories", "Content-Type: application/json", "Transfer-Encoding: chunked");
        String chunk = Integer.toHexString(1 << 30) + "\r\n" + " ".repeat((16 << 20) + 2);

        // Not a byte more: the server closes the connection, and what it had not read would take the answer away.
        assertThat(RawHttp.ask(api.port(), head + chunk))
                .startsWith("HTTP/1.1 413")
                .contains("/problems/too-large");
    }
}
