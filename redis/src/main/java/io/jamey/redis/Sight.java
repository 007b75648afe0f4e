package io.jamey.redis;

import io.jamey.encoding.Bytes;
import io.lettuce.core.KeyValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What Redis holds of some entries under one guard, all at one instant.
///
/// @param token of the guard, if it has one
record Sight(Optional<Ticket> token, List<Seen> entries) {
    private static final int WRITING = 'W';

    /// Whether nobody was writing to any of them.
    boolean isSettled() {
        return entries.stream().noneMatch(Writing.class::isInstance);
    }

    /// What there is of one entry.
    sealed interface Seen {}

    /// A value whose token is right, to be read once.
    record Value(Bytes.Reader body) implements Seen {}

    /// Somebody loads it.
    record Claimed(Ticket claim) implements Seen {}

    /// Nothing that holds.
    record Missing() implements Seen {}

    /// Somebody writes to it: what is read from the store now may be old the next moment.
    record Writing() implements Seen {}

    /// @param values in the order of [SharedReads#keys]
    static Sight of(List<KeyValue<String, byte[]>> values) {
        Optional<Ticket> token = values.get(0).optional().map(bytes -> Ticket.at(bytes, 0));
        boolean writing = values.get(1).hasValue();
        var entries = new ArrayList<Seen>();
        for (int i = 2; i < values.size(); i += 2) {
            Optional<byte[]> entry = values.get(i + 1).optional();
            entries.add(
                    writing || values.get(i).hasValue()
                            ? new Writing()
                            : token.flatMap(now -> entry.map(bytes -> Entries.seen(bytes, now)))
                                    .orElseGet(Missing::new));
        }
        return new Sight(token, entries);
    }

    /// @param answer of `claim.lua`
    static Sight of(List<byte[]> answer, int entries) {
        if (answer.isEmpty()) {
            return new Sight(Optional.empty(), Collections.nCopies(entries, new Writing()));
        }
        var token = Ticket.at(answer.getFirst(), 0);
        var seen = answer.stream().skip(1).map(entry -> claimed(entry, token)).toList();
        return new Sight(Optional.of(token), seen);
    }

    /// What is there once it was claimed: somebody's claim or value, if nobody is writing.
    private static Seen claimed(byte[] entry, Ticket token) {
        boolean writing = entry.length == 1 && entry[0] == WRITING;
        Seen seen = writing ? new Writing() : Entries.seen(entry, token);
        return seen instanceof Missing ? new Writing() : seen;
    }
}
