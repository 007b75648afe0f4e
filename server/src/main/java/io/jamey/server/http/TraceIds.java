package io.jamey.server.http;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Ids of traces: those that callers send in `traceparent` (W3C Trace Context), or new ones.
final class TraceIds {
    private static final String HEADER = "traceparent";
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");
    private static final int ID_BEGIN = 3;
    private static final int ID_END = 35;
    private static final int ID_BYTES = (ID_END - ID_BEGIN) / 2;
    private static final String NOBODY = "0".repeat(ID_END - ID_BEGIN);

    private TraceIds() {}

    /// The id of the caller's trace, or of a new one.
    ///
    /// @param header the value of a request header by its name
    static String of(Function<String, Optional<String>> header) {
        return header.apply(HEADER).flatMap(TraceIds::read).orElseGet(TraceIds::next);
    }

    /// The id in a header, where it is one.
    static Optional<String> read(String traceParent) {
        if (!TRACE_PARENT.matcher(traceParent).matches() || traceParent.startsWith("ff")) {
            return Optional.empty();
        }
        return Optional.of(traceParent.substring(ID_BEGIN, ID_END)).filter(id -> !id.equals(NOBODY));
    }

    /// Told apart from others, not kept from anybody.
    private static String next() {
        var id = new byte[ID_BYTES];
        ThreadLocalRandom.current().nextBytes(id);
        id[0] |= 1; // never all zeros, which is nobody's
        return HexFormat.of().formatHex(id);
    }
}
