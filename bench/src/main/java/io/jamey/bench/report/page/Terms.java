package io.jamey.bench.report.page;

import io.jamey.bench.page.Grade;
import io.jamey.bench.page.Html;

/// Explains the words of a page.
final class Terms {
    private final Html list = Html.element("dl");

    static Html ofRun() {
        return new Terms()
                .term(
                        "Median, p95, p99",
                        "Half of all calls were as fast as the median or faster, 95 of 100 as fast"
                                + " as p95, 99 of 100 as fast as p99. The last two tell of the slow ones.")
                .term(
                        "Slice",
                        "Calls measured in one go, some hundredths of a second long. Many slices show whether"
                                + " the machine was steady.")
                .term(
                        "Spread",
                        "How far the slices' medians lie apart: half the distance between the lower and the"
                                + " upper tenth, as a share of the median. With 5 % or less a figure can be trusted; with"
                                + " more, something else was running.")
                .term(
                        "Processor time",
                        "What processors worked for one operation. Less than the median: it waits,"
                                + " most often for the disk. More: several threads share the work.")
                .term(
                        "Allocated",
                        "Bytes of memory asked for in one operation, which the garbage collector has to"
                                + " take back.")
                .term("Written", "Bytes handed to the operating system in one operation, and calls that do so.")
                .term(
                        "Commits, statements",
                        "How often one operation makes writes durable, with a sync of the disk each time, and how"
                                + " many statements it gives the database.")
                .term(
                        "Recall",
                        "The share of right answers, compared with an exact search. A search that estimates"
                                + " may miss some; its time means little without this.")
                .term("Budget", "The most that the median should take, set for 10,000 memories of 1536 dimensions.")
                .list;
    }

    static Html ofComparison() {
        var terms = new Terms();
        return terms.verdict(
                        Grade.GOOD, "PASS", "Not known to be slower, and surely not by so much that it would fail.")
                .verdict(Grade.WARN, "WARN", "Surely slower, and surely by less than would fail.")
                .verdict(
                        Grade.BAD,
                        "FAIL",
                        "Surely slower, and so much that the limit cannot be excluded, measured"
                                + " twice; or more counted work, or too low a recall.")
                .verdict(
                        Grade.UNSURE,
                        "INCONCLUSIVE",
                        "Too noisy to say whether it became so much slower. Measure"
                                + " again on a quieter machine, or longer.")
                .term(
                        "Block",
                        "One comparison from scratch: both programs start anew in JVMs of their own, warm up,"
                                + " and run in turns. Blocks differ by chance, as two starts of a program do; so statistics"
                                + " count blocks, not calls.")
                .term(
                        "Slice, pair",
                        "Calls measured in one go, at least some hundredths of a second. A pair is a slice of"
                                + " the old and one of the new code, one after the other, in an order that chance decides, so"
                                + " that what disturbs the machine disturbs both.")
                .term(
                        "Change",
                        "What the new code takes more than the old: of each pair the ratio, of each block the"
                                + " median of its pairs, of all blocks the Hodges-Lehmann estimate, a median of all means of"
                                + " two blocks. It is more exact than dividing the two medians, and may differ from that.")
                .term(
                        "Interval, confidence",
                        "Where the true change lies. With 99 % confidence, 99 of 100 such"
                                + " intervals hold it. Computed exactly from the signs and ranks of the blocks (Wilcoxon); the"
                                + " bootstrap interval is a second opinion, from drawing blocks and slices again.")
                .term(
                        "Processor time",
                        "What processors worked for one operation, without waiting: it varies less"
                                + " than time on the wall.")
                .term(
                        "Counted work",
                        "Bytes, calls, commits (each with a sync of the disk) and statements to the database, counted and"
                                + " not timed. The same program does the same"
                                + " every time, so that a small increase is no accident.")
                .term(
                        "Recall",
                        "The share of right answers, compared with an exact search. Being faster by answering"
                                + " worse is no gain.")
                .term(
                        "Self-check",
                        "In each block both JVMs also do the same arithmetic. It should take both as"
                                + " long; if it does not, the machine is unfit for comparing.")
                .list;
    }

    private Terms term(String name, String text) {
        list.add(Html.element("dt", name), Html.element("dd", text));
        return this;
    }

    private Terms verdict(Grade grade, String word, String text) {
        list.add(Html.element("dt").add(grade.badge(word)), Html.element("dd", text));
        return this;
    }
}
