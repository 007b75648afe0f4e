package io.jamey.tracing;

import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.layers.SearchPlans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A store whose operations are spans, named as the OpenTelemetry conventions for generative AI name them:
/// `create_memory`, `search_memory`, `update_memory`, `delete_memory`, `delete_memory_store` for a namespace that is
/// dropped, `create_memory_store` for a store that is opened; and `retrieve_memory`, `list_memory`, `iterate_memory`,
/// `count_memory` and `touch_memory` for what they have no name for.
///
/// ```java
/// var store = TracedMemoryStore.open(() -> EmbeddedMemoryStore.open(path), telemetry, Capture.NO_CONTENT);
/// ```
///
/// A span says the namespace (`gen_ai.memory.store.id`), the id of a single memory, how many there were,
/// how a search was done that was asked to explain, or where all are, and the kind of an error; content and
/// questions only where they are captured.
///
/// **Costs**: where the telemetry drops spans, some tens of nanoseconds.
public final class TracedMemoryStore extends ForwardingMemoryStore {
    private static final String INSTRUMENTATION = "io.jamey.tracing";

    private final Tracer tracer;
    private final boolean capturesContent;
    private final SearchPlans plans;

    public TracedMemoryStore(MemoryStore store, OpenTelemetry telemetry, Capture capture) {
        this(store, telemetry, capture, new SearchPlans());
    }

    /// @param plans of searches, from a layer below that explains them all
    public TracedMemoryStore(MemoryStore store, OpenTelemetry telemetry, Capture capture, SearchPlans plans) {
        super(store);
        this.plans = plans;
        tracer = telemetry.getTracer(INSTRUMENTATION);
        capturesContent = capture == Capture.CONTENT;
    }

    /// Opens a store, which is a span too.
    public static TracedMemoryStore open(Supplier<MemoryStore> opener, OpenTelemetry telemetry, Capture capture) {
        Tracer tracer = telemetry.getTracer(INSTRUMENTATION);
        Span span = begin(tracer, "create_memory_store");
        MemoryStore store = within(span, capture == Capture.CONTENT, _ -> opener.get());
        return new TracedMemoryStore(store, telemetry, capture);
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        return spanned("create_memory", namespace, span -> {
            span.setAttribute(MemoryAttributes.RECORD_COUNT, (long) memories.size());
            if (capturesContent) {
                span.setAttribute(MemoryAttributes.RECORDS, RecordsJson.of(memories));
            }
            List<Memory> stored = inner().storeAll(namespace, memories);
            if (stored.size() == 1) {
                span.setAttribute(
                        MemoryAttributes.RECORD_ID, stored.getFirst().id().toString());
            }
            return stored;
        });
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        return spanned("retrieve_memory", namespace, span -> {
            MemoryAttributes.records(span, ids, ids.size());
            Map<UUID, Memory> found = inner().retrieveBatch(namespace, ids);
            span.setAttribute(MemoryAttributes.RECORD_COUNT, (long) found.size());
            return found;
        });
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        return spanned("search_memory", namespace, span -> {
            if (capturesContent) {
                request.text().ifPresent(text -> span.setAttribute(MemoryAttributes.QUERY_TEXT, text));
            }
            plans.forget();
            SearchResult result = inner().search(namespace, request);
            List<Match> matches = result.matches();
            span.setAttribute(MemoryAttributes.RECORD_COUNT, (long) matches.size());
            result.plan().or(plans::latest).ifPresent(plan -> MemoryAttributes.plan(span, plan));
            if (capturesContent) {
                span.setAttribute(MemoryAttributes.RECORDS, RecordsJson.ofMatches(matches));
            }
            return result;
        });
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        return spanned("update_memory", namespace, span -> {
            MemoryAttributes.records(span, List.of(id), 1);
            return inner().update(namespace, id, patch);
        });
    }

    @Override
    public long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        return counted("update_memory", namespace, () -> inner().updateMatching(namespace, filter, patch));
    }

    @Override
    public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        return spanned("delete_memory", namespace, span -> {
            MemoryAttributes.records(span, ids, ids.size());
            return inner().deleteBatch(namespace, ids);
        });
    }

    @Override
    public long deleteMatching(Namespace namespace, Filter filter) {
        return counted("delete_memory", namespace, () -> inner().deleteMatching(namespace, filter));
    }

    @Override
    public Page listPaginated(Namespace namespace, PageRequest request) {
        return spanned("list_memory", namespace, span -> {
            Page page = inner().listPaginated(namespace, request);
            span.setAttribute(MemoryAttributes.RECORD_COUNT, (long) page.items().size());
            return page;
        });
    }

    /// As [MemoryStore#iterate(Namespace, Filter)]. The span ends when the stream is closed.
    @Override
    public Stream<Memory> iterate(Namespace namespace, Filter filter) {
        String store = namespace.value();
        Span span = begin(tracer, "iterate_memory").setAttribute(MemoryAttributes.STORE_ID, store);
        try (var _ = SpanScope.of(span)) {
            return inner().iterate(namespace, filter).onClose(span::end);
        } catch (RuntimeException | Error e) {
            fail(span, e, capturesContent);
            span.end();
            throw e;
        }
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        return counted("count_memory", namespace, () -> inner().count(namespace, filter));
    }

    @Override
    public void touch(Namespace namespace, Collection<UUID> ids) {
        counted("touch_memory", namespace, () -> {
            inner().touch(namespace, ids);
            return (long) ids.size();
        });
    }

    @Override
    public void touchAt(Namespace namespace, Map<UUID, Instant> times) {
        counted("touch_memory", namespace, () -> {
            inner().touchAt(namespace, times);
            return (long) times.size();
        });
    }

    @Override
    public long drop(Namespace namespace) {
        return counted("delete_memory_store", namespace, () -> inner().drop(namespace));
    }

    /// @param work gives how many memories it was about
    private long counted(String operation, Namespace namespace, Supplier<Long> work) {
        return spanned(operation, namespace, span -> {
            long count = work.get();
            span.setAttribute(MemoryAttributes.RECORD_COUNT, count);
            return count;
        });
    }

    private <T> T spanned(String operation, Namespace namespace, Function<Span, T> work) {
        String store = namespace.value();
        Span span = begin(tracer, operation).setAttribute(MemoryAttributes.STORE_ID, store);
        return within(span, capturesContent, work);
    }

    /// Within the process, so not a client of anything.
    private static Span begin(Tracer tracer, String operation) {
        return tracer.spanBuilder(operation)
                .setSpanKind(SpanKind.INTERNAL)
                .setAttribute(MemoryAttributes.OPERATION, operation)
                .startSpan();
    }

    private static <T> T within(Span span, boolean capturesContent, Function<Span, T> work) {
        try (var _ = SpanScope.of(span)) {
            return work.apply(span);
        } catch (RuntimeException | Error e) {
            fail(span, e, capturesContent);
            throw e;
        } finally {
            span.end();
        }
    }

    private static void fail(Span span, Throwable thrown, boolean capturesContent) {
        String type = thrown instanceof MemoryException fault
                ? fault.kind().name().toLowerCase(Locale.ROOT)
                : thrown.getClass().getName();
        span.setAttribute(MemoryAttributes.ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR, capturesContent ? String.valueOf(thrown.getMessage()) : "");
    }
}
