package io.jamey.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.json.Json;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// What requests are told for whom there is no room. Made once: when there are ten times as many as the server can
/// take, nine tenths of its answers are this one, and what it costs is taken from the others.
final class Overload {
    private static final Problem PROBLEM = Problems.overloaded("the server is at its limit");
    private static final byte[] BODY = Json.write(PROBLEM.fields()).getBytes(UTF_8);
    private static final List<HttpField> HEADERS = List.of(
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE),
            new PreEncodedHttpField(HttpHeader.RETRY_AFTER, Problems.SOON_SECONDS),
            new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, Integer.toString(BODY.length)));

    private Overload() {}

    static void tell(Request request, Response response, Callback callback) {
        ReplyStream.announceEnd(request, response);
        response.setStatus(PROBLEM.type().status());
        HEADERS.forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(BODY), callback);
    }
}
