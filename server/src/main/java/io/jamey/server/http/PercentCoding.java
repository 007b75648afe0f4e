package io.jamey.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/// The writing of any text in an address (RFC 3986, section 2.1), strictly: what is not UTF-8 is a mistake, and never
/// becomes another text.
public final class PercentCoding {
    private static final String UNRESERVED = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~";

    private PercentCoding() {}

    /// @param plusIsSpace as in the query of an address
    static String decode(String written, boolean plusIsSpace) {
        if (written.indexOf('%') < 0 && written.indexOf('+') < 0) {
            return written;
        }
        byte[] in = written.getBytes(UTF_8);
        var out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '+' && plusIsSpace) {
                out.write(' ');
            } else if (in[i] != '%') {
                out.write(in[i]);
            } else if (i + 2 < in.length && HexFormat.isHexDigit(in[i + 1]) && HexFormat.isHexDigit(in[i + 2])) {
                out.write(HexFormat.fromHexDigit(in[i + 1]) << 4 | HexFormat.fromHexDigit(in[i + 2]));
                i += 2;
            } else {
                throw new IllegalArgumentException(
                        "'" + written + "' is not percent-encoded: write a percent sign itself as %25");
            }
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(out.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("'" + written + "' is not UTF-8, percent-encoded", e);
        }
    }

    /// As one segment of a path, or one value of a query.
    public static String encode(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }
}
