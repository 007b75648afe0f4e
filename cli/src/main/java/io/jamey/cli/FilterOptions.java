package io.jamey.cli;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.MemoryType;
import io.jamey.json.FilterJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which memories of the namespace; all conditions must hold.
final class FilterOptions {
    @Option(
            names = "--filter",
            paramLabel = "JSON",
            description = {
                "A condition, such as {\"field\":\"metadata.project\",\"op\":\"eq\",\"value\":\"x\"}; combine with"
                        + " {\"and\":[...]}, {\"or\":[...]}, {\"not\":{...}}."
            })
    private @Nullable String filter;

    @Option(names = "--session", paramLabel = "NAME", description = "Only of this session")
    private @Nullable String session;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only what this one said or did")
    private @Nullable String actor;

    @Option(names = "--type", paramLabel = "NAME", description = "Only of this type, such as semantic or message")
    private @Nullable String type;

    Filter filter() {
        List<Filter> all = new ArrayList<>();
        if (filter != null) {
            all.add(parsed(filter));
        }
        if (session != null) {
            all.add(Filter.session(session));
        }
        if (actor != null) {
            all.add(Filter.equal(Field.ACTOR, actor));
        }
        if (type != null) {
            all.add(Filter.type(MemoryType.of(type)));
        }
        return switch (all.size()) {
            case 0 -> Filter.everything();
            case 1 -> all.getFirst();
            default -> new Filter.And(all);
        };
    }

    boolean isGiven() {
        return filter != null || session != null || actor != null || type != null;
    }

    private static Filter parsed(String json) {
        try {
            return FilterJson.read(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--filter: " + e.getMessage(), e);
        }
    }
}
