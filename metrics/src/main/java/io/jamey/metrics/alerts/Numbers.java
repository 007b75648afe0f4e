package io.jamey.metrics.alerts;

import java.math.BigDecimal;

/// Numbers as people write them in rules.
final class Numbers {
    private Numbers() {}

    /// Without exponents and without a fraction of zero: `2`, `0.8`.
    static String written(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
