package io.jamey.layers;

import io.jamey.Memory;
import io.jamey.NewMemory;
import io.jamey.ranking.TextTraits;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// What the embeddings of turns cover: the previous turn of the session and the turn itself, if both are short.
///
/// A question and its answer, or a remark and what it answers to, are found better together. A long turn would
/// drown a short one, so it stands alone.
///
/// For one batch: knows where its turns will stand, one after the other, among those in the store.
final class Windows {
    /// Words of both turns together.
    static final int WORDS = TextTraits.SHORT_WORDS;

    private final SessionTurns stored;
    private final Map<String, Memory> ends;
    private final Map<String, NavigableMap<Long, String>> placed = new HashMap<>();

    /// @param sessions those of the batch
    Windows(SessionTurns stored, Set<String> sessions) {
        this.stored = stored;
        ends = stored.ends(sessions);
    }

    /// The text to embed for a memory that is about to be stored, after those given before it.
    String append(NewMemory memory) {
        if (memory.session().isEmpty()) {
            return memory.content();
        }
        String session = memory.session().get();
        NavigableMap<Long, String> turns = placed.computeIfAbsent(session, _ -> withEnd(session));
        long place = memory.sequence().orElseGet(() -> turns.isEmpty() ? 0 : turns.lastKey() + 1);
        Optional<String> previous = previous(session, place, turns);
        turns.put(place, memory.content());
        return text(previous, memory.content());
    }

    /// The text to embed for new content of a memory that stays where it is.
    static String replace(SessionTurns stored, Memory memory, String content) {
        Optional<String> previous = memory.session()
                .flatMap(session -> stored.before(session, memory.sequence().orElseThrow()))
                .map(Memory::content);
        return text(previous, content);
    }

    private NavigableMap<Long, String> withEnd(String session) {
        var turns = new TreeMap<Long, String>();
        end(session).ifPresent(end -> turns.put(end.sequence().orElseThrow(), end.content()));
        return turns;
    }

    private Optional<Memory> end(String session) {
        return Optional.ofNullable(ends.get(session));
    }

    /// The store is asked again only for a place before its end that is not right behind one of the batch.
    private Optional<String> previous(String session, long place, NavigableMap<Long, String> turns) {
        Map.Entry<Long, String> known = turns.lowerEntry(place);
        OptionalLong end = end(session).map(Memory::sequence).orElse(OptionalLong.empty());
        boolean behindEnd = end.isEmpty() || place > end.getAsLong();
        if (behindEnd || (known != null && known.getKey() == place - 1)) {
            return Optional.ofNullable(known).map(Map.Entry::getValue);
        }
        Optional<Memory> there = stored.before(session, place);
        boolean nearer = known != null
                && (there.isEmpty() || known.getKey() >= there.get().sequence().orElseThrow());
        return nearer ? Optional.of(known.getValue()) : there.map(Memory::content);
    }

    private static String text(Optional<String> previous, String content) {
        return previous.filter(before -> words(before) + words(content) <= WORDS)
                .map(before -> before + "\n" + content)
                .orElse(content);
    }

    private static int words(String text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean letter = !Character.isWhitespace(text.charAt(i));
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }
        return words;
    }
}
