package io.jamey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Namespace;
import org.junit.jupiter.api.Test;

class DebtsTest {
    private static final Namespace HOME = Namespace.of("home");

    private final Debts debts = new Debts();

    @Test
    void aDebtCanBePaidWhenItsWritesAreOver() {
        debts.begin(HOME);
        debts.begin(HOME);
        debts.end(HOME);
        assertThat(debts.owes(HOME)).isTrue();
        assertThat(debts.due()).isEmpty();
        debts.end(HOME);
        debts.paid(debts.due().getFirst());
        assertThat(debts.owes(HOME)).isFalse();
    }

    @Test
    void aWriteThatComesWhileADebtIsPaidIsADebtOfItsOwn() {
        debts.add(HOME);
        Debts.Due due = debts.due().getFirst();
        debts.add(HOME);
        debts.paid(due);
        assertThat(debts.owes(HOME)).isTrue();
    }
}
