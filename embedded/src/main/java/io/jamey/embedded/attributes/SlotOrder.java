package io.jamey.embedded.attributes;

/// An order of what two slots hold.
@FunctionalInterface
public interface SlotOrder {
    int compare(int slot, int other);
}
