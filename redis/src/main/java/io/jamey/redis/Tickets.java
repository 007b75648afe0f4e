package io.jamey.redis;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Makes [Ticket]s.
final class Tickets {
    private final long process = new SecureRandom().nextLong();
    private final AtomicLong next = new AtomicLong();

    Ticket next() {
        return new Ticket(process, next.getAndIncrement());
    }
}
