package io.jamey.junit;

/// The work that tells how fast this machine is now.
public enum Calibration {
    /// None: the budget is for every machine as it stands.
    NONE(1),
    /// Arithmetic within the first cache.
    CPU(0.1),
    /// 4 KB appended to a file in the folder for temporary files, and a sync: for operations that wait for the disk.
    DISK(1);

    private final double millis;

    Calibration(double millis) {
        this.millis = millis;
    }

    /// What a piece of it takes on the reference machine, a 2-core x86-64 server of 2025, in milliseconds.
    public double millis() {
        return millis;
    }
}
