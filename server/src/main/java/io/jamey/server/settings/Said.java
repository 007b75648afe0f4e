package io.jamey.server.settings;

/// A value for a setting, and who said so.
record Said(String text, Origin origin) {}
