package io.jamey.server.settings;

/// An address holds a password, for all to see: in lists of processes, in logs, in `jamey config`.
final class SecretInUrlException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String advice;

    /// @param place the setting that is for it
    SecretInUrlException(String place) {
        advice = "it must not hold the password: put it into " + place + ", or into a file that " + place
                + "_file names";
    }

    /// What to do instead; shows nothing of the address.
    String advice() {
        return advice;
    }
}
