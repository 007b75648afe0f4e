package io.jamey.server.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// The text a caller shows: 64 characters that a secret scanner can tell from all others.
///
/// ```
/// jamey_ 8 characters _ 43 characters 6 characters
///        id             256 random    CRC-32 of all before, so that a typo is told from an
///                       bits          unknown key, and a scanner from a chance likeness
/// ```
///
/// All in base 62. The server keeps only the id and the SHA-256 of the whole: for 256 random bits a slow hash
/// would add nothing.
final class ApiKey {
    static final String PREFIX = "jamey_";
    static final int ID_LENGTH = 8;
    private static final int SECRET_BITS = 256;
    private static final int SECRET_LENGTH = 43;
    private static final int CHECK_LENGTH = 6;

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern FORM = Pattern.compile(
            PREFIX + "[0-9A-Za-z]{" + ID_LENGTH + "}_[0-9A-Za-z]{" + (SECRET_LENGTH + CHECK_LENGTH) + "}");

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /// @param random must not be guessable
    static ApiKey random(RandomGenerator random) {
        var id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        var bits = new byte[SECRET_BITS / Byte.SIZE];
        random.nextBytes(bits);
        String body = PREFIX + id + "_" + base62(new BigInteger(1, bits), SECRET_LENGTH);
        return new ApiKey(body + check(body));
    }

    /// @throws Refusal if it cannot be a key
    static ApiKey parse(String written) {
        if (!FORM.matcher(written).matches()) {
            throw Refusal.badKey(
                    "what was sent is not a key of this server: a key begins with '" + PREFIX + "' and has "
                            + (PREFIX.length() + ID_LENGTH + 1 + SECRET_LENGTH + CHECK_LENGTH) + " letters and digits");
        }
        int end = written.length() - CHECK_LENGTH;
        if (!check(written.substring(0, end)).equals(written.substring(end))) {
            throw Refusal.badKey("the key is mistyped: its last " + CHECK_LENGTH + " characters do not fit the others");
        }
        return new ApiKey(written);
    }

    String id() {
        return text.substring(PREFIX.length(), PREFIX.length() + ID_LENGTH);
    }

    /// The whole key, to be shown once.
    String reveal() {
        return text;
    }

    byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String check(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(US_ASCII));
        return base62(BigInteger.valueOf(crc.getValue()), CHECK_LENGTH);
    }

    private static String base62(BigInteger number, int length) {
        var digits = new char[length];
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
            digits[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(digits);
    }

    /// Without the secret.
    @Override
    public String toString() {
        return PREFIX + id() + "_...";
    }
}
