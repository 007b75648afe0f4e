package io.jamey.embedded.records;

/// How much room the store takes on disk, in bytes.
///
/// @param live pages in use
/// @param total the file and its write-ahead log, including pages that deletes have left to be reused
public record FileSizes(long live, long total) {}
