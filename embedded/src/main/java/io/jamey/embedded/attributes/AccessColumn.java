package io.jamey.embedded.attributes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// When memories were last used, by slot, in pages that are made when the first of their slots is used: most
/// memories never are, and then the time is that of their creation.
///
/// [#touch] may run beside readers; what changes slots may not.
final class AccessColumn {
    private static final int PAGE_SLOTS = 1_024;
    private static final long UNUSED = Long.MIN_VALUE;
    private static final VarHandle TIME = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle PAGE = MethodHandles.arrayElementVarHandle(long[][].class);

    private long[] @Nullable [] pages = new long[0][];

    /// Makes room for a slot that is not used yet, and forgets what was known of one there before.
    void reset(int slot) {
        int page = slot / PAGE_SLOTS;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, page + 1);
        }
        long[] times = pages[page];
        if (times != null) {
            times[slot % PAGE_SLOTS] = UNUSED;
        }
    }

    /// The last use in microseconds since the epoch, or `created` if that is later.
    long get(int slot, long created) {
        long[] times = (long[]) PAGE.getAcquire(pages, slot / PAGE_SLOTS);
        return times == null ? created : Math.max(created, (long) TIME.getOpaque(times, slot % PAGE_SLOTS));
    }

    /// Records a use, unless a later one is known.
    void touch(int slot, long time) {
        long[] times = page(slot / PAGE_SLOTS);
        int at = slot % PAGE_SLOTS;
        long known = (long) TIME.getOpaque(times, at);
        while (known < time && !TIME.compareAndSet(times, at, known, time)) {
            known = (long) TIME.getOpaque(times, at);
        }
    }

    private long[] page(int page) {
        long[] there = (long[]) PAGE.getAcquire(pages, page);
        if (there != null) {
            return there;
        }
        long[] made = new long[PAGE_SLOTS];
        Arrays.fill(made, UNUSED);
        long[] first = (long[]) PAGE.compareAndExchange(pages, page, null, made);
        return first == null ? made : first;
    }

    long bytes() {
        long bytes = 4L * pages.length;
        for (long[] page : pages) {
            bytes += page == null ? 0 : 16 + 8L * PAGE_SLOTS;
        }
        return bytes;
    }
}
