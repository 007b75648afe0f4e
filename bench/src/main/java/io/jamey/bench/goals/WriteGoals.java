package io.jamey.bench.goals;

import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.bench.goals.Goal.Place;
import io.jamey.bench.report.Quantity;
import io.jamey.bench.statistics.Quantiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Durable writes by one caller, beside what the disk does with as many bytes in the same moments.
final class WriteGoals {
    private static final Namespace NAMESPACE = Namespace.of("written");
    private static final Data WRITTEN = Data.of(10_000);
    private static final int ROUNDS = 15;
    private static final int CALLS_OF_ROUND = 40;
    private static final int STORES_OF_APPEND = 4;
    private static final int IMPORT_ROUNDS = 5;

    private WriteGoals() {}

    static List<Goal> goals() {
        return List.of(
                new Goal(
                        "store_one",
                        "store, one caller, durable",
                        WRITTEN,
                        Place.OWN_STORE,
                        List.of(
                                Limit.atMost("of one append and sync", 1.6, Unit.TIMES),
                                Limit.shown("a store", Unit.NANOS)),
                        WriteGoals::oneCaller),
                new Goal(
                        "store_16",
                        "store, 16 callers, durable",
                        WRITTEN,
                        Place.OWN_STORE,
                        List.of(
                                Limit.atLeast("memories", 10_000, Unit.PER_SECOND),
                                Limit.shown("memories of a commit", Unit.TIMES)),
                        Callers::measure),
                new Goal(
                        "stall",
                        "store without a pause, checkpoints and all",
                        WRITTEN,
                        Place.OWN_STORE,
                        List.of(Limit.millis("the longest store", 50), Limit.shown("the 99.9 % quantile", Unit.NANOS)),
                        WriteGoals::longest),
                new Goal(
                        "import",
                        "store 1,000 in one call, again and again",
                        WRITTEN,
                        Place.OWN_STORE,
                        List.of(
                                Limit.shown("text and embeddings", Unit.BYTES_PER_SECOND),
                                Limit.shown("of the disk's rate", Unit.TIMES)),
                        WriteGoals::bulk));
    }

    private static List<Reading> oneCaller(Site site) {
        var drafts = new Drafts(site.shape().memories(), site.scale());
        Path folder = site.fresh("one");
        try (var disk = new Disk(folder.resolve("log"), drafts.bytes());
                MemoryStore store = site.source().open(folder.resolve("store"))) {
            int calls = site.scale().calls(CALLS_OF_ROUND);
            double[] ratios = new double[ROUNDS];
            double[] stores = new double[ROUNDS];
            double[] appends = new double[ROUNDS];
            warmUp(site, store, drafts);
            for (int round = 0; round < ROUNDS; round++) {
                double[] each = new double[calls];
                double[] beside = new double[calls];
                for (int i = 0; i < calls; i++) {
                    each[i] = storeOne(store, drafts);
                }
                for (int i = 0; i < calls; i++) {
                    beside[i] = disk.append();
                }
                stores[round] = Quantiles.median(each);
                appends[round] = Quantiles.median(beside);
                ratios[round] = stores[round] / appends[round];
            }
            String sync = "an append and sync of " + Quantity.bytes(drafts.bytes()) + " takes "
                    + Quantity.nanos(Quantiles.median(appends)) + " on " + Disk.kind(folder);
            return List.of(
                    new Reading(Quantiles.median(ratios), range(Unit.TIMES, ratios) + " of " + ROUNDS + " rounds"),
                    new Reading(Quantiles.median(stores), sync));
        }
    }

    private static void warmUp(Site site, MemoryStore store, Drafts drafts) {
        for (long i = 0; i < site.scale().effort().warmUpCalls(); i++) {
            storeOne(store, drafts);
        }
    }

    private static long storeOne(MemoryStore store, Drafts drafts) {
        var memory = drafts.next();
        long begin = System.nanoTime();
        store.store(NAMESPACE, memory);
        return System.nanoTime() - begin;
    }

    private static List<Reading> longest(Site site) {
        var drafts = new Drafts(site.shape().memories(), site.scale());
        Path folder = site.fresh("stall");
        var stores = new Stretch();
        var appends = new Stretch();
        Duration lasting = site.scale().sustained();
        try (var disk = new Disk(folder.resolve("log"), drafts.bytes());
                MemoryStore store = site.source().open(folder.resolve("store"))) {
            warmUp(site, store, drafts);
            long end = System.nanoTime() + lasting.toNanos();
            while (System.nanoTime() < end) {
                for (int i = 0; i < STORES_OF_APPEND; i++) {
                    stores.add(storeOne(store, drafts));
                }
                appends.add(disk.append());
            }
        }
        return List.of(
                new Reading(
                        stores.longest(),
                        "of " + stores.count() + " in " + lasting.toMillis() / 1e3 + " s, "
                                + Quantity.bytes((double) stores.count() * drafts.bytes())),
                new Reading(
                        stores.quantile(0.999),
                        "the disk's longest append and sync, every fifth call: " + Quantity.nanos(appends.longest())));
    }

    private static List<Reading> bulk(Site site) {
        var drafts = new Drafts(site.shape().memories(), site.scale());
        int batch = site.scale().calls(1_000);
        int batches = (int) Math.max(1, site.shape().rows() / IMPORT_ROUNDS / batch);
        double bytes = (double) batch * drafts.bytes();
        Path folder = site.fresh("import");
        double[] rates = new double[IMPORT_ROUNDS];
        double[] disks = new double[IMPORT_ROUNDS];
        double[] ratios = new double[IMPORT_ROUNDS];
        try (var disk = new Disk(folder.resolve("log"), (int) bytes);
                MemoryStore store = site.source().open(folder.resolve("store"))) {
            // The first round warms up.
            for (int round = -1; round < IMPORT_ROUNDS; round++) {
                long imported = 0;
                long appended = 0;
                for (int i = 0; i < batches; i++) {
                    var memories = drafts.next(batch);
                    long begin = System.nanoTime();
                    store.storeAll(NAMESPACE, memories);
                    imported += System.nanoTime() - begin;
                    appended += disk.append();
                }
                int at = Math.max(0, round);
                rates[at] = bytes * batches / imported * 1e9;
                disks[at] = bytes * batches / appended * 1e9;
                ratios[at] = rates[at] / disks[at];
            }
        }
        return List.of(
                new Reading(
                        Quantiles.median(rates),
                        range(Unit.BYTES_PER_SECOND, rates) + ", "
                                + String.format(Locale.ROOT, "%,.0f", Quantiles.median(rates) / drafts.bytes())
                                + " memories/s"),
                new Reading(
                        Quantiles.median(ratios),
                        "appends and syncs of as many bytes: " + Unit.BYTES_PER_SECOND.write(Quantiles.median(disks))));
    }

    static String range(Unit unit, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return unit.write(Quantiles.of(sorted, 0.1)) + " to " + unit.write(Quantiles.of(sorted, 0.9));
    }
}
