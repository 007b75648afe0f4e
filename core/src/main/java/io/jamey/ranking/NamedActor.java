package io.jamey.ranking;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds who a question is about: the one known actor it names, in full or by first name, whatever the case.
///
/// A question that names two is about neither alone. Roles are not names: every question to an assistant would
/// name it.
final class NamedActor {
    private static final Set<String> ROLES = Set.of(
            "user",
            "assistant",
            "system",
            "human",
            "ai",
            "bot",
            "tool",
            "agent",
            "i",
            "me",
            "you",
            "he",
            "she",
            "it",
            "we",
            "us",
            "they",
            "them");
    /// Names that are common words of questions: only a capital inside a sentence tells them apart.
    private static final Set<String> ALSO_WORDS = Set.of(
            "a", "an", "any", "art", "bill", "can", "do", "grace", "hope", "in", "joy", "june", "mark", "may", "my",
            "rich", "see", "so", "will");

    private final List<Token> question;
    /// Tokens of the question that belong to a name in full.
    private final boolean[] taken;

    private final Set<List<String>> named = new HashSet<>();

    private NamedActor(List<Token> question) {
        this.question = question;
        this.taken = new boolean[question.size()];
    }

    /// The spellings among `known` of the one actor that the question names; empty if it names none or several.
    static Set<String> in(List<Token> question, Collection<String> known) {
        var words = new HashSet<String>();
        question.forEach(token -> words.add(token.word()));
        var spellings = new HashMap<List<String>, Set<String>>();
        for (String actor : known) {
            var name = Token.of(actor).stream().map(Token::word).toList();
            if (!name.isEmpty() && words.contains(name.getFirst())) {
                spellings.computeIfAbsent(name, key -> new HashSet<>()).add(actor);
            }
        }
        var reader = new NamedActor(question);
        spellings.keySet().stream()
                .sorted(Comparator.comparingInt((List<String> name) -> name.size())
                        .reversed())
                .forEach(reader::readInFull);
        reader.readFirstNames(spellings.keySet());
        return reader.named.size() == 1
                ? Set.copyOf(spellings.getOrDefault(reader.named.iterator().next(), Set.of()))
                : Set.of();
    }

    /// To be called for long names first: who asks for "Ann Lee" does not ask for "Ann".
    private void readInFull(List<String> name) {
        for (int i = 0; i + name.size() <= question.size(); i++) {
            if (!taken[i] && startsAt(i, name) && (name.size() > 1 || canBeName(i))) {
                named.add(name);
                Arrays.fill(taken, i, i + name.size(), true);
            }
        }
    }

    /// "Ann" means Ann Lee, unless somebody of that first name is named in full.
    private void readFirstNames(Set<List<String>> names) {
        var firstNames = new HashSet<String>();
        named.forEach(name -> firstNames.add(name.getFirst()));
        for (List<String> name : names) {
            for (int i = 0; i < question.size(); i++) {
                if (!taken[i]
                        && question.get(i).word().equals(name.getFirst())
                        && !firstNames.contains(name.getFirst())
                        && canBeName(i)) {
                    named.add(name);
                }
            }
        }
    }

    private boolean startsAt(int i, List<String> name) {
        for (int k = 0; k < name.size(); k++) {
            if (!question.get(i + k).word().equals(name.get(k))) {
                return false;
            }
        }
        return true;
    }

    private boolean canBeName(int i) {
        Token token = question.get(i);
        return !ROLES.contains(token.word())
                && token.number() < 0
                && (token.capital() || !ALSO_WORDS.contains(token.word()));
    }
}
