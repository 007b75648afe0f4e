package io.jamey.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which names stand for secrets: `password`, `X-Api-Key`, `awsSecretAccessKey`, but not `password_policy`,
/// `max_tokens` or `key_file`.
///
/// A name is read from its end, for its end says what it is: the count of tokens is a count.
final class SecretNames {
    /// Ends that make any word before them a secret.
    private static final List<String> ENDS = List.of(
            "password",
            "passwords",
            "passwd",
            "passwort",
            "passphrase",
            "passcode",
            "secret",
            "secrets",
            "token",
            "apikey",
            "apikeys",
            "accesskey",
            "secretkey",
            "secretkeybase",
            "privatekey",
            "accountkey",
            "signingkey",
            "encryptionkey",
            "masterkey",
            "sharedkey",
            "authkey",
            "storagekey",
            "servicekey",
            "sshkey",
            "deploykey",
            "licensekey",
            "subscriptionkey",
            "webhookkey",
            "sessionkey",
            "adminkey",
            "functionkey",
            "embeddingskey",
            "credential",
            "credentials",
            "authorization",
            "cookie",
            "cookies",
            "connectionstring",
            "sessid",
            "jsessionid",
            "mcpsessionid",
            "amzsignature",
            "googsignature",
            "amzcredential",
            "googcredential");

    /// Words that are secrets by themselves, though other words end in them too.
    private static final Set<String> WORDS = Set.of(
            "pwd",
            "pass",
            "pw",
            "dsn",
            "jwt",
            "psk",
            "otp",
            "totp",
            "cvv",
            "cvc",
            "sig",
            "creds",
            "connstr",
            "mnemonic",
            "userpass",
            "dbpass",
            "keypass",
            "storepass",
            "signature");

    /// Ends that leave a secret one.
    private static final Set<String> NEUTRAL = Set.of(
            "value",
            "text",
            "string",
            "plain",
            "plaintext",
            "raw",
            "old",
            "new",
            "current",
            "previous",
            "next",
            "confirmation",
            "confirm",
            "hash",
            "hashed",
            "digest",
            "salted",
            "b64",
            "base64",
            "hex",
            "encoded",
            "encrypted",
            "enc",
            "header",
            "param",
            "data",
            "is",
            "was",
            "primary",
            "secondary",
            "backup");

    private static final List<String> WITH_BLANKS =
            List.of("cookie", "cookies", "passphrase", "mnemonic", "connectionstring");

    private static final int WORDS_MAX = 4;

    private SecretNames() {}

    /// Whether what goes by this name is secret. Words may be told apart by capitals, blanks, dots, dashes, underscores
    /// or not at all.
    static boolean isSecret(CharSequence name) {
        List<String> words = words(name);
        for (int end = words.size(); end > 0; end--) {
            if (isSecret(words.subList(Math.max(0, end - WORDS_MAX), end))) {
                return true;
            }
            if (!isNeutral(words.get(end - 1))) {
                return false;
            }
        }
        return false;
    }

    private static boolean isSecret(List<String> words) {
        String joined = withoutNumber(String.join("", words));
        return WORDS.contains(withoutNumber(words.getLast())) || ENDS.stream().anyMatch(joined::endsWith);
    }

    static boolean isAuthorization(CharSequence name) {
        return String.join("", words(name)).endsWith("authorization");
    }

    /// Whether what goes by this name may have blanks in it.
    static boolean hasBlanks(CharSequence name) {
        String joined = String.join("", words(name));
        return WITH_BLANKS.stream().anyMatch(joined::endsWith);
    }

    private static boolean isNeutral(String word) {
        return NEUTRAL.contains(word) || withoutNumber(word).isEmpty();
    }

    private static String withoutNumber(String word) {
        int end = word.length();
        while (end > 0 && Characters.isDigit(word.charAt(end - 1))) {
            end--;
        }
        return word.substring(0, end);
    }

    private static List<String> words(CharSequence name) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean begins = i > 0
                    && Character.isUpperCase(c)
                    && (Character.isLowerCase(name.charAt(i - 1))
                            || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
            if (begins || !Characters.isLetterOrDigit(c)) {
                add(word, words);
            }
            if (Characters.isLetterOrDigit(c)) {
                word.append(c);
            }
        }
        add(word, words);
        return words;
    }

    private static void add(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString().toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }
}
