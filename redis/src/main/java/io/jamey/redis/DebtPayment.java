package io.jamey.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/// Tells Redis, late, of namespaces that were written to without it: as of the end of a write to all of each.
final class DebtPayment {
    /// So many at once.
    private static final int BATCH = 500;

    private final Debts debts;
    private final Tickets tickets;
    private final Duration patience;

    /// @param patience for each answer
    DebtPayment(Debts debts, Tickets tickets, Duration patience) {
        this.debts = debts;
        this.tickets = tickets;
        this.patience = patience;
    }

    /// Whether all that could be paid was.
    boolean pay(Session session) {
        List<Debts.Due> due = debts.due();
        for (int from = 0; from < due.size(); from += BATCH) {
            if (!pay(session, due.subList(from, Math.min(due.size(), from + BATCH)))) {
                return false;
            }
        }
        return true;
    }

    private boolean pay(Session session, List<Debts.Due> batch) {
        var ends = new ArrayList<Future<Long>>();
        for (Debts.Due due : batch) {
            ends.add(SharedWrite.sweep(session.keys(), due.namespace(), tickets).end(session));
        }
        try {
            for (int i = 0; i < batch.size(); i++) {
                Waiting.uninterrupted(ends.get(i), patience);
                debts.paid(batch.get(i));
            }
            return true;
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            return false; // the heartbeat finds out what is wrong, and comes again
        }
    }
}
