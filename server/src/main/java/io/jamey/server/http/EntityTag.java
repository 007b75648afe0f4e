package io.jamey.server.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A memory's version as an entity tag (RFC 9110, section 8.8.3): `"3"`.
public final class EntityTag {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"");
    private static final Pattern VERSION = Pattern.compile("[1-9]\\d{0,17}");

    private EntityTag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /// The version the header `If-Match` demands; absent when there is none, or any will do.
    ///
    /// @throws ProblemException 412 for a tag that no version can have, 400 for several
    public static OptionalLong expected(Call call) {
        Optional<String> written = call.header("If-Match");
        if (written.isEmpty() || written.get().strip().equals("*")) {
            return OptionalLong.empty();
        }
        List<String> tags = tags("If-Match", written.get());
        if (tags.size() > 1) {
            throw malformed("If-Match", "name the one version that was read");
        }
        String version = tags.getFirst();
        if (written.get().startsWith("W/") || !VERSION.matcher(version).matches()) {
            throw Problem.of(ProblemType.VERSION_MISMATCH, "no memory has the version that If-Match demands")
                    .thrown();
        }
        return OptionalLong.of(Long.parseLong(version));
    }

    /// The versions that the header `If-None-Match` names.
    public static LongPredicate known(Call call) {
        String written = call.header("If-None-Match").orElse("").strip();
        if (written.isEmpty()) {
            return _ -> false;
        }
        if (written.equals("*")) {
            return _ -> true;
        }
        List<String> tags = tags("If-None-Match", written);
        return version -> tags.contains(Long.toString(version));
    }

    private static List<String> tags(String header, String written) {
        return Stream.of(written.split(",", -1))
                .map(String::strip)
                .map(tag -> {
                    var matcher = TAG.matcher(tag);
                    if (!matcher.matches()) {
                        throw malformed(header, "write it with quotes, as the header ETag has it: \"3\"");
                    }
                    return matcher.group(1);
                })
                .toList();
    }

    private static ProblemException malformed(String header, String advice) {
        return Problem.of(ProblemType.INVALID_REQUEST, header + " is not understood: " + advice)
                .with("header", header)
                .thrown();
    }
}
