package io.jamey.embedded.records;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a caller handed to the writer thread and waits for.
sealed interface Job {
    /// Tells the caller that it failed, if it still waits.
    void fail(RuntimeException reason);

    /// One caller's share of a group of writes.
    final class Work<T> implements Job {
        private final Function<? super Transaction, T> work;
        private final Consumer<? super T> applied;
        private final Answer<T> answer = new Answer<>();
        private boolean grew;

        Work(Function<? super Transaction, T> work, Consumer<? super T> applied) {
            this.work = work;
            this.applied = applied;
        }

        /// Runs the work and keeps its outcome; may be repeated.
        void run(Transaction transaction) {
            try {
                answer.done(work.apply(transaction));
            } finally {
                grew = transaction.grew();
            }
        }

        /// Keeps what the work threw as its outcome: its changes have been undone.
        void threw(Throwable failure) {
            answer.failed(failure);
        }

        /// Whether the latest run added anything.
        boolean grew() {
            return grew;
        }

        /// Lets the layer above take over what is durable now, then wakes the caller.
        void publish() {
            try {
                answer.ifDone(applied);
            } catch (RuntimeException | Error e) {
                answer.failed(e);
            }
            answer.give();
        }

        @Override
        public void fail(RuntimeException reason) {
            answer.fail(reason);
        }

        T await() {
            return answer.await();
        }
    }

    /// A step of housekeeping, which SQLite allows only outside transactions.
    final class Upkeep<T> implements Job {
        private final Function<? super Sql, T> step;
        private final Answer<T> answer = new Answer<>();

        Upkeep(Function<? super Sql, T> step) {
            this.step = step;
        }

        /// Takes the step and keeps its outcome.
        void run(Sql sql) {
            try {
                answer.done(step.apply(sql));
            } catch (RuntimeException | Error e) {
                answer.failed(e);
            }
        }

        /// Wakes the caller.
        void publish() {
            answer.give();
        }

        @Override
        public void fail(RuntimeException reason) {
            answer.fail(reason);
        }

        T await() {
            return answer.await();
        }
    }

    /// The outcome that a caller waits for: set by the writer thread, perhaps several times, then given once.
    final class Answer<T> {
        private final CountDownLatch given = new CountDownLatch(1);
        private Outcome<T> outcome = new Outcome.Failed<>(new IllegalStateException("not run"));

        private sealed interface Outcome<T> {
            record Done<T>(T value) implements Outcome<T> {}

            record Failed<T>(Throwable reason) implements Outcome<T> {}
        }

        void done(T value) {
            outcome = new Outcome.Done<>(value);
        }

        void failed(Throwable reason) {
            outcome = new Outcome.Failed<>(reason);
        }

        void ifDone(Consumer<? super T> use) {
            if (outcome instanceof Outcome.Done<T>(var value)) {
                use.accept(value);
            }
        }

        /// Gives this outcome, unless one was given.
        void fail(Throwable reason) {
            if (given.getCount() > 0) {
                failed(reason);
                give();
            }
        }

        void give() {
            given.countDown();
        }

        /// Waits through interrupts, which are kept for later.
        T await() {
            boolean interrupted = false;
            while (true) {
                try {
                    given.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return switch (outcome) {
                case Outcome.Done<T>(var value) -> value;
                case Outcome.Failed<T>(RuntimeException e) -> throw e;
                case Outcome.Failed<T>(Error e) -> throw e;
                case Outcome.Failed<T>(var e) -> throw new IllegalStateException(e);
            };
        }
    }
}
