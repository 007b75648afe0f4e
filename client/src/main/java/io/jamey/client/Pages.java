package io.jamey.client;

import io.jamey.Memory;
import io.jamey.Page;
import io.jamey.PageRequest;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/// The memories of a listing one by one, of which a page at a time is fetched, when its turn comes.
final class Pages implements Iterator<Memory> {
    private final Function<PageRequest, Page> fetching;
    private Optional<PageRequest> next;
    private Iterator<Memory> page = Collections.emptyIterator();

    Pages(Function<PageRequest, Page> fetching, PageRequest first) {
        this.fetching = fetching;
        next = Optional.of(first);
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && next.isPresent()) {
            PageRequest request = next.get();
            Page fetched = fetching.apply(request);
            page = fetched.items().iterator();
            next = fetched.next().map(request::after);
        }
        return page.hasNext();
    }

    @Override
    public Memory next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }
}
