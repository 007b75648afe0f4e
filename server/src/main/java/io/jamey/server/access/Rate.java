package io.jamey.server.access;

/// How much one key may ask for: on average so many requests a second, and so many at once.
///
/// @param perSecond 1 to 1,000,000
/// @param burst requests that may come at once after a quiet time, 1 to 1,000,000
public record Rate(int perSecond, int burst) {
    static final int MAX = 1_000_000;

    public Rate {
        if (perSecond < 1 || perSecond > MAX || burst < 1 || burst > MAX) {
            throw new IllegalArgumentException("a rate must allow 1 to " + MAX + " requests, a second and at once, not "
                    + perSecond + " and " + burst);
        }
    }
}
