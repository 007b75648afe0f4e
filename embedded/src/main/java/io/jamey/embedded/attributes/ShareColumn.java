package io.jamey.embedded.attributes;

/// Numbers from 0 to 1 by slot, exactly: those of up to three decimals, as people and models give them, in two
/// bytes, which grow to eight with the first that has more.
final class ShareColumn {
    private static final int PARTS = 1_000;

    /// Thousandths, or beyond them the bits of the number.
    private final NumberColumn codes = new NumberColumn();

    double get(int slot) {
        long code = codes.get(slot);
        return code <= PARTS ? code / (double) PARTS : Double.longBitsToDouble(code - PARTS - 1);
    }

    void set(int slot, double share) {
        long parts = Math.round(share * PARTS);
        long bits = Double.doubleToLongBits(share);
        boolean isExact = parts <= PARTS && Double.doubleToLongBits(parts / (double) PARTS) == bits;
        codes.set(slot, isExact ? parts : bits + PARTS + 1);
    }

    NumberColumn codes() {
        return codes;
    }
}
