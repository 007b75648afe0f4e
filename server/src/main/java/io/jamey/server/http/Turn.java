package io.jamey.server.http;

/// The place of one request that is worked on, until it ends. Used by one thread.
final class Turn implements WaitingRoom.Waiter {
    private final Gate gate;
    private final Visit visit;
    private boolean works = true;
    private boolean waits;

    /// Takes over a place that [Gate#work()] gave.
    Turn(Gate gate, Visit visit) {
        this.gate = gate;
        this.visit = visit;
    }

    /// Before each piece that the caller is to take: now he is waited for, and a place among those will do, if there is
    /// one.
    void waits() {
        if ((works || waits) && gate.waiting().enter(this)) {
            waits = true;
            if (works) {
                works = false;
                gate.rest();
            }
        }
    }

    @Override
    public boolean isBegun() {
        return true;
    }

    @Override
    public void giveUp() {
        visit.abort("others need the place of a caller who does not take the answer");
    }

    void end() {
        gate.waiting().leave(this);
        if (works) {
            gate.rest();
        }
    }
}
