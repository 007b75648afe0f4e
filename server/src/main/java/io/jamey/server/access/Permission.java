package io.jamey.server.access;

import java.util.Locale;

/// What a caller may do in the namespaces it may use. Each includes those before it.
public enum Permission {
    /// Look at memories: get, search, list, count, export, read a session.
    READ,
    /// Change memories: add, update, delete, import, write to a session.
    WRITE,
    /// Drop a namespace; with every namespace in scope, see and steer the server as a whole.
    ADMINISTER;

    /// As the keys file and programs have it.
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean includes(Permission other) {
        return compareTo(other) >= 0;
    }
}
