package io.jamey.server.http;

import io.jamey.Namespace;
import io.jamey.server.access.Caller;
import io.jamey.server.access.Permission;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// A request on its way through the server: who sent it, and what it says.
public final class Call {
    private final Caller caller;
    private final Namespace usual;
    private final Map<String, String> names;
    private final Query query;
    private final byte[] body;
    private final InputStream stream;
    private final Function<String, Optional<String>> headers;

    Call(
            Caller caller,
            Namespace usual,
            Map<String, String> names,
            Query query,
            byte[] body,
            InputStream stream,
            Function<String, Optional<String>> headers) {
        this.caller = caller;
        this.usual = usual;
        this.names = names;
        this.query = query;
        this.body = body;
        this.stream = stream;
        this.headers = headers;
    }

    public Caller caller() {
        return caller;
    }

    public Query query() {
        return query;
    }

    /// The body as a whole, not to be changed; empty when the route takes none, or streams.
    public byte[] body() {
        return body;
    }

    /// The body of a route that streams.
    public InputStream stream() {
        return stream;
    }

    /// What stands in the path for this part of the route's, decoded.
    public String name(String part) {
        return Objects.requireNonNull(names.get(part));
    }

    /// A part of the path that is the id of a memory.
    public UUID id(String part) {
        String written = name(part);
        try {
            UUID id = UUID.fromString(written);
            if (id.toString().equalsIgnoreCase(written)) {
                return id;
            }
        } catch (IllegalArgumentException _) {
            // said below, with an example
        }
        throw Query.wrong(
                part, part + " must be a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057, not '" + written + "'");
    }

    public Optional<String> header(String name) {
        return headers.apply(name);
    }

    /// The namespace the request is about, as the query names it.
    public Namespace namespace(Permission needed) {
        return namespace(needed, Optional.empty());
    }

    /// The namespace the request is about: what the query or the body names, else the caller's only one, else the usual
    /// one. The one place where this is decided.
    ///
    /// @throws io.jamey.server.access.Refusal unless the caller may do this there
    public Namespace namespace(Permission needed, Optional<Namespace> inBody) {
        Optional<Namespace> inQuery = query.read("namespace", Namespace::of);
        if (inQuery.isPresent() && inBody.isPresent() && !inQuery.equals(inBody)) {
            throw Query.wrong("namespace", "the address names another namespace than the body: name it once");
        }
        Namespace chosen = caller.namespaceOr(inQuery.or(() -> inBody), usual);
        caller.require(needed, chosen);
        return chosen;
    }
}
