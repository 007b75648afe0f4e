package io.jamey.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;

/// Runs the bodies of tests that have a [PerformanceBudget] and judges their times.
final class BudgetExtension implements InvocationInterceptor, ParameterResolver {
    private static final String MODE = "jamey.budgets";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Timed.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Timed(Stopwatch.of(annotation(context).time()));
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> body, ExtensionContext context)
            throws Throwable {
        intercept(invocation, body, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> body, ExtensionContext context)
            throws Throwable {
        intercept(invocation, body, context);
    }

    private static void intercept(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> body, ExtensionContext context)
            throws Throwable {
        Budget budget = Budget.of(annotation(context));
        if (judges(context)) {
            invocation.skip(); // the body runs below, many times
            judge(budget, body, context);
        } else {
            invocation.proceed();
        }
    }

    private static boolean judges(ExtensionContext context) {
        String mode = context.getConfigurationParameter(MODE).orElse("judge");
        return switch (mode) {
            case "judge" -> true;
            case "once" -> false;
            default -> throw new IllegalArgumentException(MODE + " must be judge or once, not '" + mode + "'");
        };
    }

    private static void judge(Budget budget, ReflectiveInvocationContext<Method> body, ExtensionContext context)
            throws Throwable {
        Stopwatch stopwatch = Stopwatch.of(budget.time());
        Trial.Outcome outcome;
        try (CalibratingWork work =
                CalibratingWork.of(budget.calibration(), Path.of(System.getProperty("java.io.tmpdir")))) {
            outcome = new Trial(budget, timing(body, stopwatch), () -> {
                        long begin = stopwatch.read();
                        work.piece();
                        return stopwatch.read() - begin;
                    })
                    .run();
        }
        var report = new Report(budget, outcome);
        context.publishReportEntry("budget", report.line());
        if (!outcome.passed()) {
            throw new AssertionFailedError(
                    report.failure(context.getRequiredTestMethod().getName()));
        }
    }

    private static Trial.Timing timing(ReflectiveInvocationContext<Method> body, Stopwatch stopwatch) {
        Method method = body.getExecutable();
        method.setAccessible(true);
        List<Object> arguments = body.getArguments();
        Object[] given = arguments.toArray();
        Object target = body.getTarget().orElse(null);
        Optional<Timed> timed = arguments.stream()
                .filter(Timed.class::isInstance)
                .map(Timed.class::cast)
                .findFirst();
        return () -> {
            long begin = stopwatch.read();
            try {
                method.invoke(target, given);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
            long took = stopwatch.read() - begin;
            return timed.isPresent() ? timed.get().take() : took;
        };
    }

    private static PerformanceBudget annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), PerformanceBudget.class)
                .orElseThrow(() -> new IllegalStateException("a Timed needs a @PerformanceBudget on the same method"));
    }
}
