package io.jamey.bench.gate;

import java.util.List;

/// Blocks that were measured for one judgement of one operation, and what they say of it.
public record Round(List<Block> blocks, Estimate estimate, Verdict verdict, Stop stop) {
    /// Why no more blocks were measured.
    public enum Stop {
        PRECISE,
        ENOUGH_BLOCKS,
        TIME_IS_UP
    }

    public Round {
        blocks = List.copyOf(blocks);
    }

    public static Round of(List<Block> blocks, Measure measure, Policy policy, Stop stop) {
        Estimate estimate = Estimate.of(blocks, measure, policy.confidence());
        return new Round(blocks, estimate, policy.limits().verdict(estimate), stop);
    }
}
