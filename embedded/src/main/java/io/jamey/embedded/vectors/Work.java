package io.jamey.embedded.vectors;

/// What a search did, to be explained and measured.
///
/// @param prefixes how many codes were read, by their prefixes at least, in all rounds; 0 if all accepted slots
///     were scored exactly at once
/// @param codes how many of them were read whole; depends a little on how threads shared the work
/// @param vectors how many vectors were scored exactly
/// @param widened whether the first estimates were too close to call, so that there was a second round
/// @param threads the most threads that scanned at the same time
public record Work(int prefixes, int codes, int vectors, boolean widened, int threads) {
    static final Work NONE = new Work(0, 0, 0, false, 1);

    /// What kind of work it was: `vectors` if all accepted slots were scored exactly, `prefixes` if they were
    /// estimated and the most promising scored, `prefixes-twice` if that had to be widened.
    public String plan() {
        return prefixes == 0 ? "vectors" : widened ? "prefixes-twice" : "prefixes";
    }

    Work with(Scan scan) {
        return new Work(
                prefixes + scan.prefixes(), codes + scan.whole(), vectors, widened, Math.max(threads, scan.threads()));
    }

    Work withVectors(int more) {
        return new Work(prefixes, codes, vectors + more, widened, threads);
    }

    Work widen() {
        return new Work(prefixes, codes, vectors, true, threads);
    }
}
