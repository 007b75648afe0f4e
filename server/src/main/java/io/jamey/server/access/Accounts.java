package io.jamey.server.access;

import io.jamey.MemoryStore;
import io.jamey.Namespace;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The accounts of the namespaces that were written to lately. One that was forgotten is counted anew.
final class Accounts {
    /// Memories that are held in memory at once to add up their bytes.
    static final int READ_AT_ONCE = 256;
    /// What is kept of idle namespaces, at most.
    static final int KEPT = 10_000;

    private final MemoryStore store;
    private final Quota quota;
    private final InstantSource clock;
    private final ConcurrentHashMap<Namespace, Account> accounts = new ConcurrentHashMap<>();

    Accounts(MemoryStore store, Quota quota, InstantSource clock) {
        this.store = store;
        this.quota = quota;
        this.clock = clock;
    }

    /// Does the work beside others on the same namespace.
    <T> T with(Namespace namespace, Function<Account, T> work) {
        while (true) {
            Account account = accounts.computeIfAbsent(namespace, name -> new Account(store, name, quota, clock));
            if (accounts.size() > KEPT) {
                accounts.forEach((name, idle) -> {
                    if (idle != account && idle.retire()) {
                        accounts.remove(name, idle);
                    }
                });
            }
            if (account.enter()) {
                try {
                    return account.beside(() -> work.apply(account));
                } finally {
                    account.leave();
                }
            }
        }
    }
}
