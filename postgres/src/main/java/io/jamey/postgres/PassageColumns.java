package io.jamey.postgres;

import io.jamey.Namespace;
import io.jamey.words.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The columns of the table `passage` for some memories: ids, places, lengths and terms.
final class PassageColumns {
    private PassageColumns() {}

    static List<List<?>> of(Namespace namespace, List<Tables.Row> rows) {
        String mark = Words.mark(namespace);
        var ids = new ArrayList<UUID>();
        var places = new ArrayList<Integer>();
        var lengths = new ArrayList<Integer>();
        var terms = new ArrayList<String>();
        for (Tables.Row row : rows) {
            List<Passage> passages = row.analysis().words().passages();
            for (int place = 0; place < passages.size(); place++) {
                ids.add(row.memory().id());
                places.add(place);
                lengths.add(passages.get(place).length());
                terms.add(Words.vector(mark, passages.get(place)));
            }
        }
        return List.of(ids, places, lengths, terms);
    }
}
