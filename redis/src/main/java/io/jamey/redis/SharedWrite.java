package io.jamey.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jamey.Namespace;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// A write to the store, as Redis is told of it: the scripts `announce.lua` and `end.lua`.
///
/// @param touched the keys that are there while it is under way
/// @param doomed what no longer holds
/// @param notices tell the other sessions of it
/// @param arguments of both scripts
record SharedWrite(List<String> touched, List<String> doomed, List<String> notices, List<byte[]> arguments) {
    /// A writer that has not ended after so long is taken for dead. If it is not, and the server forgets it, its end
    /// still drops what others kept meanwhile.
    private static final int LEASE_MILLIS = 30_000;

    /// A write to these memories.
    static SharedWrite to(Keys keys, Namespace namespace, List<UUID> ids, Tickets tickets) {
        var touched = new ArrayList<String>(List.of(keys.answers(namespace).writing()));
        var doomed = new ArrayList<String>(List.of(keys.answers(namespace).token()));
        var notices = new ArrayList<String>();
        ids.stream().distinct().forEach(id -> {
            Keys.Slot slot = keys.memory(namespace, id);
            touched.add(slot.writing());
            doomed.add(slot.entry());
            notices.add(keys.noticeOf(namespace, id));
        });
        if (notices.isEmpty()) {
            notices.add(keys.noticeOfAnswers(namespace));
        }
        return of(touched, doomed, notices, tickets);
    }

    /// A write to any memories of the namespace.
    static SharedWrite sweep(Keys keys, Namespace namespace, Tickets tickets) {
        Keys.Guard answers = keys.answers(namespace);
        Keys.Guard memories = keys.memories(namespace);
        return of(
                List.of(answers.writing(), memories.writing()),
                List.of(answers.token(), memories.token()),
                List.of(keys.noticeOfAnything(namespace)),
                tickets);
    }

    private static SharedWrite of(List<String> touched, List<String> doomed, List<String> notices, Tickets tickets) {
        return new SharedWrite(
                touched,
                doomed,
                notices,
                List.of(
                        ascii(Integer.toString(touched.size())),
                        ascii(HexFormat.of().formatHex(tickets.next().toBytes())),
                        ascii(Integer.toString(LEASE_MILLIS))));
    }

    /// Before the write. When it is answered, nothing that the write may change is served from Redis any more.
    RedisFuture<Long> announce(Session session) {
        RedisFuture<Long> announced = session.run(Script.ANNOUNCE, ScriptOutputType.INTEGER, keys(), arguments);
        var _ = session.tell(notices);
        return announced;
    }

    /// After the write. When it is answered, the other sessions are being told too.
    RedisFuture<Long> end(Session session) {
        session.send(Script.END, keys(), arguments);
        return session.tell(notices);
    }

    private List<String> keys() {
        var all = new ArrayList<>(touched);
        all.addAll(doomed);
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
