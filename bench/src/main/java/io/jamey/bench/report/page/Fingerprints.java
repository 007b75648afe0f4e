package io.jamey.bench.report.page;

import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Side;
import io.jamey.bench.page.Html;
import io.jamey.bench.report.Machine;
import java.time.Duration;
import java.util.Locale;

/// What was measured, on what, and how: enough to do it again.
final class Fingerprints {
    private final Html list = Html.element("dl");

    Fingerprints fact(String name, String text) {
        list.add(Html.element("dt", name), Html.element("dd", text));
        return this;
    }

    Fingerprints side(String name, Side side) {
        return fact(
                name,
                side.name() + "; code " + side.code() + "; Java " + side.java()
                        + (side.jvmFlags().isEmpty() ? "" : "; " + String.join(" ", side.jvmFlags())));
    }

    Fingerprints data(String backend, DataShape shape) {
        return fact(
                "Store",
                String.format(
                        Locale.ROOT,
                        "%s, with %,d made-up memories of %,d dimensions (%s), in %s; data seed %d",
                        backend,
                        shape.rows(),
                        shape.dimension(),
                        shape.isotropic() ? "isotropic: alike in all directions" : "clustered, as real ones are",
                        Words.counted(shape.namespaces(), "namespace"),
                        shape.seed()));
    }

    Fingerprints machine(Machine machine) {
        return fact("Machine", machine.toString());
    }

    Fingerprints policy(Policy policy) {
        return fact("Judged by", Words.measure(policy.measure()) + ", and by counted work")
                .fact(
                        "Limits",
                        String.format(
                                Locale.ROOT,
                                "FAIL from %s, WARN above %s; less than %s counts as no difference; recall at least"
                                        + " %.3f",
                                Words.limit(policy.limits().failAbove()),
                                Words.limit(policy.limits().warnAbove()),
                                Words.limit(policy.limits().noiseFloor()),
                                policy.recallFloor()))
                .fact(
                        "Precision",
                        String.format(
                                Locale.ROOT,
                                "intervals of %s confidence; from %d to %d blocks, until half an interval is %s or"
                                        + " less, or the time of the run, %s, is up",
                                Words.share(policy.confidence()),
                                policy.blocksMin(),
                                policy.blocksMax(),
                                Words.share(policy.precision()),
                                seconds(policy.maxTime())));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%,d", duration.toSeconds()) + "\u00a0s";
    }

    Html html() {
        return list;
    }
}
