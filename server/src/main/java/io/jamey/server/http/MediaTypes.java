package io.jamey.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/// Which media types a request brings and takes.
final class MediaTypes {
    private MediaTypes() {}

    /// @throws ProblemException 415 unless the body is of one of these types, in UTF-8, not compressed
    static void requireContent(HttpFields headers, Set<String> known) {
        String written = headers.get(HttpHeader.CONTENT_TYPE);
        String[] parts = (written == null ? "" : written).split(";", -1);
        boolean utf8 = Stream.of(parts)
                .skip(1)
                .map(part -> part.strip().toLowerCase(Locale.ROOT).replace("\"", ""))
                .allMatch(part -> !part.startsWith("charset=") || part.equals("charset=utf-8"));
        String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
        boolean plain = encoding == null || encoding.equalsIgnoreCase("identity");
        if (!known.contains(parts[0].strip().toLowerCase(Locale.ROOT)) || !utf8 || !plain) {
            throw Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "send the body with 'Content-Type: " + String.join("' or '", new TreeSet<>(known))
                                    + "', in UTF-8, not compressed")
                    .thrown();
        }
    }

    /// @param given the type of the answer, or several with commas between them of which it will have one
    /// @throws ProblemException 406 unless the caller takes it
    static void requireAcceptable(HttpFields headers, String given) {
        List<String> accepted = headers.getCSV(HttpHeader.ACCEPT, false);
        List<String> types = List.of(given.split(", ", -1));
        if (!accepted.isEmpty()
                && accepted.stream().noneMatch(range -> types.stream().anyMatch(type -> accepts(range, type)))) {
            throw Problem.of(ProblemType.NOT_ACCEPTABLE, "this answers with " + given)
                    .thrown();
        }
    }

    private static boolean accepts(String range, String given) {
        String[] parts = range.toLowerCase(Locale.ROOT).replace(" ", "").split(";", -1);
        boolean refused = Stream.of(parts).skip(1).anyMatch(part -> part.matches("q=0(\\.0*)?"));
        String family = given.substring(0, given.indexOf('/') + 1);
        return !refused && (parts[0].equals("*/*") || parts[0].equals(family + "*") || parts[0].equals(given));
    }
}
