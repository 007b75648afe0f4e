package io.jamey.server.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Who can reach a server.
public enum Exposure {
    /// Programs on this machine.
    LOOPBACK,
    /// Other machines too.
    PUBLIC;

    /// Who reaches a server that listens there. A name is looked up, and is as public as the most public of
    /// its addresses.
    ///
    /// @throws IllegalArgumentException for a name that has no address
    public static Exposure of(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress)
                    ? LOOPBACK
                    : PUBLIC;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "there is no host '" + host + "': listen on 127.0.0.1 (this machine), or on 0.0.0.0 (all networks)",
                    e);
        }
    }

    /// Lets a server start that is reached like this, or says what to do first.
    ///
    /// @param keys whether there is a key that opens it
    /// @return what the operator should know of
    /// @throws IllegalArgumentException for a server that everybody could use
    public List<String> check(String host, boolean keys, boolean tls) {
        return switch (this) {
            case LOOPBACK -> List.of();
            case PUBLIC -> {
                if (!keys) {
                    throw new IllegalArgumentException("others could reach the server at " + host
                            + ", and no key protects it: make one with 'jamey keys create --name NAME --namespace"
                            + " NAMESPACE', or listen on this machine alone with '--host 127.0.0.1'");
                }
                yield tls
                        ? List.of()
                        : List.of("keys and memories travel to and from " + host + " unencrypted: set"
                                + " tls.certificate_file and tls.private_key_file, or let a proxy do TLS");
            }
        };
    }
}
