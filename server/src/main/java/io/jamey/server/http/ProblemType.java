package io.jamey.server.http;

import java.util.Locale;

/// What can go wrong with a request. The name is the last part of the problem's `type`, which the server explains at
/// that address.
public enum ProblemType {
    INVALID_REQUEST(
            400,
            "The request says something it must not",
            "`detail` says what to write instead; `pointer` (into the body), `parameter` or `header` says where."
                    + " Nothing was changed."),
    UNAUTHENTICATED(401, "A key is needed", "Send a valid key as `Authorization: Bearer ...` or as `X-API-Key`."),
    FORBIDDEN(403, "The key does not open this", "Use a key for this namespace and operation."),
    NOT_FOUND(
            404,
            "There is no such thing",
            "The path is unknown, or the namespace has no such memory or session. Those of other namespaces are"
                    + " missing ones."),
    METHOD_NOT_ALLOWED(405, "The path is right, the method is not", "The header `Allow` names the methods."),
    NOT_ACCEPTABLE(406, "No form of the answer is acceptable", "Accept what `detail` names, or leave `Accept` out."),
    REQUEST_TIMEOUT(408, "The request came too slowly", "Send it again, in one go. Nothing was changed."),
    CONFLICT(
            409,
            "Something else is there",
            "The id is taken by a different memory, or the version has moved on. Read it again, then decide."),
    VERSION_MISMATCH(
            412,
            "The version is another one",
            "The memory was changed since it was read. Read it again, and repeat the change with the new `ETag`."),
    TOO_LARGE(413, "The body is too large", "Send less at once, or use `POST /v1/import`. Nothing was changed."),
    URI_TOO_LONG(414, "The address is too long", "Send long filters in a body: search, list, count, delete-matching."),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has the wrong media type", "`detail` names the right one."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "The key was used for another request",
            "Choose a new `Idempotency-Key` for each new request; repeat a request with the same key and body."),
    TOO_MANY_REQUESTS(429, "Too many requests", "Repeat after as many seconds as `Retry-After` says."),
    QUOTA_EXCEEDED(429, "The namespace is full", "Delete memories, or ask for a larger quota. Nothing was written."),
    HEADERS_TOO_LARGE(431, "The headers are too large", "Send fewer and shorter headers; long values go in the body."),
    INTERNAL(500, "A fault in the server", "It is in the server's log. Report it."),
    CORRUPT(500, "The store is damaged", "`detail` names the place. Restore the file from a backup."),
    OVERLOADED(503, "The server is busy", "Nothing was begun. Repeat after as many seconds as `Retry-After` says."),
    UNAVAILABLE(
            503,
            "The store cannot be reached",
            "A write may or may not have happened; each can be repeated, see `Retry-After`."),
    FULL(507, "No room is left", "Nothing was written. Make room on the disk or in the quota; deleting still works.");

    private final int status;
    private final String title;
    private final String advice;

    ProblemType(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// What to do about it.
    public String advice() {
        return advice;
    }

    /// The last part of the address.
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String uri() {
        return "/problems/" + slug();
    }
}
