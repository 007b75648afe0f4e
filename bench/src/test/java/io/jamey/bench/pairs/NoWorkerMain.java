package io.jamey.bench.pairs;

/// A program from before there were workers, or of another time: says what it is told to, and ends.
public final class NoWorkerMain {
    private NoWorkerMain() {}

    public static void main(String... args) {
        System.out.println(args[0]);
    }
}
