package io.jamey.cli;

import io.jamey.bench.baseline.Baseline;
import io.jamey.bench.baseline.Baselines;
import io.jamey.bench.baseline.Hint;
import io.jamey.bench.baseline.SavedFigures;
import io.jamey.bench.gate.Limits;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.report.Machine;
import io.jamey.bench.report.Quantity;
import io.jamey.bench.work.Count;
import io.jamey.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `jamey bench --unpaired` and `--load-baseline`: compares with figures as they were saved. A hint, no judgement:
/// it always ends well.
final class HintMode {
    private final Surroundings surroundings;
    private final DataOptions data;
    private final GateOptions options;

    HintMode(Surroundings surroundings, DataOptions data, GateOptions options) {
        this.surroundings = surroundings;
        this.data = data;
        this.options = options;
    }

    int compare(List<Benchmark> picked, BaselineOptions asked, boolean quick, BenchCommand.Format format) {
        Baseline base = find(Objects.requireNonNull(asked.named()));
        var now =
                asked.load == null ? measured(picked, quick) : find(asked.load).figures();
        Machine machine = asked.load == null ? Machine.here() : find(asked.load).machine();
        boolean sameMachine = sameMachine(base.machine(), machine);
        Limits limits = options.policy(quick).limits();
        var hints = new ArrayList<Hint>();
        for (Benchmark benchmark : picked) {
            Optional<SavedFigures> before = base.figures(benchmark.id());
            now.stream()
                    .filter(each -> each.id().equals(benchmark.id()))
                    .filter(each -> before.isPresent() && before.get().version() == each.version())
                    .map(each -> Hint.of(before.orElseThrow(), each, limits, benchmark.waits(), sameMachine))
                    .forEach(hints::add);
        }
        if (format == BenchCommand.Format.json) {
            surroundings
                    .out()
                    .println(Json.write(hints.stream().map(HintMode::fields).toList()));
        } else {
            print(base, asked.load, hints, sameMachine, format == BenchCommand.Format.md);
        }
        return ExitCode.OK;
    }

    private List<SavedFigures> measured(List<Benchmark> picked, boolean quick) {
        return new FiguresMode(surroundings, data)
                .measure(picked, quick).stream().map(SavedFigures::of).toList();
    }

    private Baseline find(String name) {
        return new Baselines(data.home()).find(name).orElseThrow(() -> GateMode.missing(name, data));
    }

    private static boolean sameMachine(Machine a, Machine b) {
        return a.processor().equals(b.processor())
                && a.processors() == b.processors()
                && a.java().equals(b.java())
                && a.system().equals(b.system());
    }

    private void print(
            Baseline base, @Nullable String loaded, List<Hint> hints, boolean sameMachine, boolean markdown) {
        surroundings
                .out()
                .println((loaded == null ? "this program" : loaded) + " against " + base.name() + " as it was saved at "
                        + base.made() + "; not measured side by side: a hint, no judgement");
        if (!sameMachine) {
            surroundings.out().println("Another machine or another Java: only counted work can be compared.");
        }
        surroundings.out().println();
        var table = new Table()
                .column("operation")
                .number("saved")
                .number("now")
                .number("change")
                .number("allocated")
                .column("")
                .flexible("");
        for (Hint hint : hints) {
            table.row(
                    hint.base().id(),
                    Quantity.nanos(hint.base().median()),
                    Quantity.nanos(hint.now().median()),
                    Quantity.percent(hint.ratio() - 1),
                    Quantity.percent(hint.now().work().of(Count.ALLOCATED_BYTES)
                                    / Math.max(1, hint.base().work().of(Count.ALLOCATED_BYTES))
                            - 1),
                    hint.verdict().name(),
                    String.join("; ", hint.reasons()));
        }
        table.print(surroundings, markdown);
    }

    private static Map<String, Object> fields(Hint hint) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", hint.base().id());
        fields.put("base_median_ns", hint.base().median());
        fields.put("median_ns", hint.now().median());
        fields.put("ratio", hint.ratio());
        fields.put("interval_low", hint.interval().low());
        fields.put("interval_high", hint.interval().high());
        fields.put("verdict", hint.verdict().name().toLowerCase(Locale.ROOT));
        fields.put("reasons", hint.reasons());
        return fields;
    }
}
