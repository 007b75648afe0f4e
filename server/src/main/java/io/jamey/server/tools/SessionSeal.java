package io.jamey.server.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Ties a session of the protocol to the key and the namespace it was opened with: shown by anybody else, its id is one
/// that does not exist.
///
/// Nothing is remembered for it: the id that clients get carries the proof, a code only this server can make (HMAC, RFC
/// 2104).
final class SessionSeal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final char SEPARATOR = '.';

    private final SecretKeySpec secret;

    SessionSeal() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        secret = new SecretKeySpec(bytes, ALGORITHM);
    }

    /// The id as the caller is told it.
    String seal(String id, ToolCaller caller) {
        return id + SEPARATOR + proof(id, caller);
    }

    /// The id behind what a caller shows; what is no session's id if it was not given to this caller.
    String open(String shown, ToolCaller caller) {
        int end = Math.max(0, shown.lastIndexOf(SEPARATOR));
        String id = shown.substring(0, end);
        byte[] proof = shown.substring(Math.min(end + 1, shown.length())).getBytes(UTF_8);
        boolean fits = MessageDigest.isEqual(proof, proof(id, caller).getBytes(UTF_8));
        return fits ? id : SEPARATOR + shown;
    }

    private String proof(String id, ToolCaller caller) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            String text = id
                    + '\n'
                    + caller.caller().name()
                    + '\n'
                    + caller.namespace().value();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
