package io.jamey.embedded.attributes;

/// The order of the ids that two slots hold.
@FunctionalInterface
public interface SlotOrder {
    int compare(int slot, int other);
}
