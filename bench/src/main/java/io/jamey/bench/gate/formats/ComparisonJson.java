package io.jamey.bench.gate.formats;

import io.jamey.bench.gate.Block;
import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.CountChange;
import io.jamey.bench.gate.Environment;
import io.jamey.bench.gate.Estimate;
import io.jamey.bench.gate.Measure;
import io.jamey.bench.gate.NotCompared;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Round;
import io.jamey.bench.gate.Side;
import io.jamey.bench.gate.SliceFigures;
import io.jamey.bench.gate.SlicePair;
import io.jamey.bench.gate.Subject;
import io.jamey.bench.report.FiguresJson;
import io.jamey.bench.statistics.Interval;
import io.jamey.bench.work.Count;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A report as fields for `io.jamey.json.Json`. Names carry units; times are for one operation, except in slices,
/// where they are for all calls; ratios are candidate to base; bounds that are infinite are left out.
public final class ComparisonJson {
    private static final int VERSION = 1;

    private ComparisonJson() {}

    public static Map<String, Object> document(ComparisonReport report, boolean strict) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("version", VERSION);
        fields.put("outcome", word(report.outcome(strict)));
        fields.put("exit_code", report.outcome(strict).exitCode());
        fields.put("begun", report.begun());
        fields.put("took_s", report.took().toMillis() / 1e3);
        fields.put("base", side(report.base()));
        fields.put("candidate", side(report.candidate()));
        fields.put("backend", report.backend());
        fields.put("data", FiguresJson.data(report.data()));
        fields.put("policy", policy(report.policy()));
        fields.put("seed", report.seed());
        fields.put("environment", environment(report.environment()));
        fields.put(
                "comparisons",
                report.comparisons().stream().map(ComparisonJson::comparison).toList());
        fields.put(
                "not_compared",
                report.notCompared().stream().map(ComparisonJson::notCompared).toList());
        return fields;
    }

    private static Map<String, Object> side(Side side) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", side.name());
        fields.put("code", side.code());
        fields.put("java", side.java());
        fields.put("jvm_flags", side.jvmFlags());
        return fields;
    }

    private static Map<String, Object> policy(Policy policy) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("measure", word(policy.measure()));
        fields.put("fail_above", policy.limits().failAbove());
        fields.put("warn_above", policy.limits().warnAbove());
        fields.put("noise_floor", policy.limits().noiseFloor());
        fields.put("confidence", policy.confidence());
        fields.put("blocks_min", policy.blocksMin());
        fields.put("blocks_max", policy.blocksMax());
        fields.put("precision", policy.precision());
        fields.put("max_time_s", policy.maxTime().toMillis() / 1e3);
        fields.put("recall_floor", policy.recallFloor());
        return fields;
    }

    private static Map<String, Object> environment(Environment environment) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("machine", FiguresJson.machine(environment.machine()));
        fields.put("fit", environment.isFit());
        environment.unfit().ifPresent(why -> fields.put("unfit", why));
        environment.check().ifPresent(round -> fields.put("check", round(round, Measure.CPU)));
        return fields;
    }

    private static Map<String, Object> comparison(Comparison comparison) {
        Subject subject = comparison.subject();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", subject.id());
        fields.put("does", subject.does());
        fields.put("operations_per_call", subject.perCall());
        fields.put("waits", subject.waits());
        subject.budgetMicros().ifPresent(micros -> fields.put("budget_us", micros));
        fields.put("verdict", word(comparison.verdict()));
        fields.put("time_verdict", word(comparison.timeVerdict()));
        fields.put("work_verdict", word(comparison.workVerdict()));
        fields.put("reasons", comparison.reasons());
        fields.put("measure", word(comparison.measure()));
        fields.put("base_cpu_ns", comparison.base(Measure.CPU));
        fields.put("candidate_cpu_ns", comparison.candidate(Measure.CPU));
        fields.put("base_wall_ns", comparison.base(Measure.WALL));
        fields.put("candidate_wall_ns", comparison.candidate(Measure.WALL));
        fields.put(
                "counts",
                comparison.counts().stream().map(ComparisonJson::count).toList());
        comparison.recall().ifPresent(recall -> {
            fields.put("base_recall", recall.base());
            fields.put("candidate_recall", recall.candidate());
        });
        fields.put("first", round(comparison.first(), comparison.measure()));
        comparison.again().ifPresent(again -> fields.put("again", round(again, comparison.measure())));
        return fields;
    }

    private static Map<String, Object> count(CountChange change) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("count", change.count().field());
        fields.put("base", change.base());
        fields.put("candidate", change.candidate());
        fields.put("ratio", change.ratio());
        fields.put("tolerance", change.count().tolerance());
        fields.put("grew", change.grew());
        return fields;
    }

    private static Map<String, Object> round(Round round, Measure measure) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("verdict", word(round.verdict()));
        fields.put("stop", word(round.stop()));
        fields.putAll(estimate(round.estimate()));
        fields.put(
                "blocks",
                round.blocks().stream().map(block -> block(block, measure)).toList());
        return fields;
    }

    private static Map<String, Object> estimate(Estimate estimate) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ratio", estimate.ratio());
        fields.putAll(interval("interval", estimate.interval()));
        fields.putAll(interval("bootstrap", estimate.bootstrap()));
        return fields;
    }

    private static Map<String, Object> interval(String name, Interval interval) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(name + "_low", interval.low());
        if (Double.isFinite(interval.high())) {
            fields.put(name + "_high", interval.high());
        }
        return fields;
    }

    private static Map<String, Object> block(Block block, Measure measure) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("number", block.number());
        fields.put("place", block.place());
        fields.put("ratio", Math.exp(block.logRatio(measure)));
        fields.put("warm_up_calls", block.warmUpCalls());
        fields.put("flat", block.flat());
        fields.put("pairs", block.pairs().stream().map(ComparisonJson::pair).toList());
        return fields;
    }

    private static Map<String, Object> pair(SlicePair pair) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("candidate_first", pair.candidateFirst());
        fields.put("calls", pair.base().calls());
        fields.put("base", slice(pair.base()));
        fields.put("candidate", slice(pair.candidate()));
        return fields;
    }

    private static Map<String, Object> slice(SliceFigures slice) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("cpu_ns", slice.usage().cpuNanos());
        fields.put("wall_ns", slice.usage().wallNanos());
        for (Count count : Count.values()) {
            slice.usage().work().ifKnown(count).ifPresent(value -> fields.put(count.field(), (long) value));
        }
        return fields;
    }

    private static Map<String, Object> notCompared(NotCompared each) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", each.id());
        fields.put("why", each.why());
        return fields;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
