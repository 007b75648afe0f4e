package io.jamey.redis;

import io.jamey.Cursor;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.SearchResult;
import io.jamey.Signal;
import io.jamey.encoding.Bytes;
import io.jamey.encoding.Bytes.MalformedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How one kind of thing is written into an entry, and read from it.
///
/// @param <T> what is kept: a memory that is there or not, a page, a count, the result of a search
interface Format<T> {
    Format<Optional<Memory>> MEMORY = new OfMemory();
    Format<Long> COUNT = new OfCount();
    Format<Page> PAGE = new OfPage();
    Format<SearchResult> FOUND = new OfSearch();

    void write(T value, Bytes.Writer out);

    T read(Bytes.Reader in, Namespace namespace) throws MalformedException;

    /// One memory, or that there is none.
    record OfMemory() implements Format<Optional<Memory>> {
        @Override
        public void write(Optional<Memory> value, Bytes.Writer out) {
            out.int8(value.isPresent() ? 1 : 0);
            value.ifPresent(memory -> MemoryFormat.write(memory, out));
        }

        @Override
        public Optional<Memory> read(Bytes.Reader in, Namespace namespace) throws MalformedException {
            return in.int8() == 0 ? Optional.empty() : Optional.of(MemoryFormat.read(in, namespace));
        }
    }

    /// How many there are.
    record OfCount() implements Format<Long> {
        @Override
        public void write(Long value, Bytes.Writer out) {
            out.int64(value);
        }

        @Override
        public Long read(Bytes.Reader in, Namespace namespace) throws MalformedException {
            return in.int64();
        }
    }

    /// A page of a listing.
    record OfPage() implements Format<Page> {
        @Override
        public void write(Page value, Bytes.Writer out) {
            out.int64(value.total())
                    .text(value.next().map(Cursor::token).orElse(""))
                    .count(value.items().size());
            value.items().forEach(memory -> MemoryFormat.write(memory, out));
        }

        @Override
        public Page read(Bytes.Reader in, Namespace namespace) throws MalformedException {
            long total = in.int64();
            String next = in.text();
            int count = in.count();
            List<Memory> items = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                items.add(MemoryFormat.read(in, namespace));
            }
            return new Page(items, total, next.isEmpty() ? Optional.empty() : Optional.of(new Cursor(next)));
        }
    }

    /// What a search found, without its plan.
    record OfSearch() implements Format<SearchResult> {
        @Override
        public void write(SearchResult value, Bytes.Writer out) {
            out.count(value.matches().size());
            for (Match match : value.matches()) {
                out.int64(Double.doubleToRawLongBits(match.score()))
                        .count(match.signals().size());
                match.signals()
                        .forEach((signal, share) -> out.text(signal.name()).int64(Double.doubleToRawLongBits(share)));
                MemoryFormat.write(match.memory(), out);
            }
        }

        @Override
        public SearchResult read(Bytes.Reader in, Namespace namespace) throws MalformedException {
            int count = in.count();
            List<Match> matches = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                double score = Double.longBitsToDouble(in.int64());
                Map<Signal, Double> signals = new EnumMap<>(Signal.class);
                for (int left = in.count(); left > 0; left--) {
                    signals.put(Signal.valueOf(in.text()), Double.longBitsToDouble(in.int64()));
                }
                matches.add(new Match(MemoryFormat.read(in, namespace), score, signals));
            }
            return new SearchResult(matches, Optional.empty());
        }
    }
}
