package io.jamey.redis;

import io.jamey.Namespace;
import io.jamey.cache.tiers.Invalidation;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// The names of everything in Redis: `prefix:kind:life:{namespace}`, and for some kinds `:what` behind it.
///
/// | kind | what | holds |
/// |---|---|---|
/// | `v` | a memory's id | an entry: that memory, or that there is none |
/// | `a` | a request's digest | an entry: the answer to it |
/// | `s` | | the token that entries `v` of the namespace must carry |
/// | `t` | | the token that entries `a` of the namespace must carry |
/// | `m` | a memory's id | who is writing to this memory |
/// | `g` | | who is writing to the namespace at all |
/// | `w` | | who is writing to any memories of it, without naming them |
/// | `n` | a memory's id, nothing or `*` | nothing: it is set and deleted to tell of a write |
///
/// The life is that of the Redis server: after a restart from an old snapshot, or on a replica that took over and
/// had not heard all, nothing of before is found. The braces keep a namespace on one node of a
/// cluster.
final class Keys {
    private static final String ANYTHING = ":*";
    private static final String ANSWERS = ":";

    private final String prefix;
    private final String life;

    /// @param life without braces
    Keys(String prefix, String life) {
        this.prefix = prefix;
        this.life = life;
    }

    String life() {
        return life;
    }

    /// What entries of one kind depend on together.
    ///
    /// @param token the key of the token they carry
    /// @param writing the key that is there while somebody writes to any of them
    record Guard(String token, String writing) {}

    /// Where one entry is.
    ///
    /// @param writing the key that is there while somebody writes to it
    record Slot(String writing, String entry) {}

    Guard memories(Namespace namespace) {
        return new Guard(key('s', namespace, ""), key('w', namespace, ""));
    }

    Slot memory(Namespace namespace, UUID id) {
        return new Slot(writing(namespace, id), key('v', namespace, ":" + id));
    }

    Guard answers(Namespace namespace) {
        return new Guard(key('t', namespace, ""), key('g', namespace, ""));
    }

    /// Writes to an answer are writes to its namespace.
    Slot answer(Namespace namespace, byte[] digest) {
        return new Slot(
                answers(namespace).writing(),
                key('a', namespace, ":" + HexFormat.of().formatHex(digest)));
    }

    private String writing(Namespace namespace, UUID id) {
        return key('m', namespace, ":" + id);
    }

    private String key(char kind, Namespace namespace, String what) {
        return prefix + ":" + kind + ":" + life + ":{" + namespace.value() + "}" + what;
    }

    /// The key whose change tells of a write to this memory, and so to answers about its namespace.
    String noticeOf(Namespace namespace, UUID id) {
        return key('n', namespace, ":" + id);
    }

    /// The same of a write that only changes answers.
    String noticeOfAnswers(Namespace namespace) {
        return key('n', namespace, ANSWERS);
    }

    /// The same of a write to any memories of the namespace.
    String noticeOfAnything(Namespace namespace) {
        return key('n', namespace, ANYTHING);
    }

    /// How all notices begin.
    static String notices(String prefix) {
        return prefix + ":n:";
    }

    /// Passes on what it means that the key of a notice was changed.
    static void tell(Invalidation listener, String notice) {
        int end = notice.lastIndexOf('}');
        var namespace = Namespace.of(notice.substring(notice.indexOf('{') + 1, end));
        switch (notice.substring(end + 1)) {
            case ANYTHING -> listener.invalidate(namespace);
            case ANSWERS -> listener.invalidate(namespace, List.of());
            case String what -> listener.invalidate(namespace, List.of(UUID.fromString(what.substring(1))));
        }
    }
}
