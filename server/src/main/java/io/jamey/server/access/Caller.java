package io.jamey.server.access;

import io.jamey.Namespace;
import java.util.Optional;

/// Who sends a request, and what that opens.
///
/// Every operation asks [#require(Permission, Namespace)] before it touches the store. What it answers
/// depends on the caller and the name alone, never on what the store holds: a namespace outside the scope is
/// refused alike whether it exists or not, so that nothing can be learned by asking.
///
/// @param name of the key, for logs and limits
public record Caller(String name, Scope scope, Permission permission) {
    private static final Caller ANYONE = new Caller("anyone", Scope.everything(), Permission.ADMINISTER);

    /// Whoever reaches a server on loopback that has no keys: may do everything.
    public static Caller anyone() {
        return ANYONE;
    }

    /// Goes on only for a caller who may do this in this namespace.
    ///
    /// @throws Refusal `FORBIDDEN` otherwise
    public void require(Permission needed, Namespace namespace) {
        if (!scope.includes(namespace)) {
            throw Refusal.forbidden("the key '" + name + "' does not open this namespace: it opens " + scope);
        }
        requirePermission(needed);
    }

    /// Goes on only for a caller who may do this in every namespace, also those to come: for what concerns the
    /// server as a whole.
    ///
    /// @throws Refusal `FORBIDDEN` otherwise
    public void requireEverywhere(Permission needed) {
        if (!scope.isEverything()) {
            throw Refusal.forbidden(
                    "the key '" + name + "' opens " + scope + " only: this needs a key for every namespace");
        }
        requirePermission(needed);
    }

    /// Whether a list of namespaces may show this one to the caller.
    public boolean sees(Namespace namespace) {
        return scope.includes(namespace);
    }

    /// The namespace of a caller who is bound to exactly one.
    public Optional<Namespace> namespace() {
        return scope.only();
    }

    /// The namespace a request is about: the one it names, else the only one the caller may use, else `usual`.
    ///
    /// @throws Refusal `FORBIDDEN` if the one it names is outside the scope, `NAMESPACE_NEEDED` if the usual one is
    public Namespace namespaceOr(Optional<Namespace> named, Namespace usual) {
        Namespace chosen = named.or(this::namespace).orElse(usual);
        if (named.isEmpty() && !scope.includes(chosen)) {
            throw Refusal.namespaceNeeded("the key '" + name + "' opens " + scope
                    + ": say which namespace is meant, by '?namespace=NAME' at the end of the address");
        }
        require(Permission.READ, chosen);
        return chosen;
    }

    private void requirePermission(Permission needed) {
        if (!permission.includes(needed)) {
            throw Refusal.forbidden("the key '" + name + "' may not do this: it "
                    + switch (permission) {
                        case READ -> "may only read";
                        case WRITE -> "may read and write, not administer";
                        case ADMINISTER -> "may do everything";
                    });
        }
    }
}
