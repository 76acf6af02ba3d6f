package io.argosy.schedules.targets;

import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.ecs.Ecs;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which operation a universal target calls: one of ECS or Batch that changes something.
final class UniversalTarget {
    private static final List<String> READING =
            List.of("get describe list poll receive search scan query select read lookup discover validate".split(" "));
    private static final Pattern READ = Pattern.compile("(" + String.join("|", READING) + ")([A-Z].*)?");

    private UniversalTarget() {}

    static OperationModel<?, ?> operation(TargetArn.Universal target) throws RefusedTarget {
        if (READ.matcher(target.action()).matches()) {
            throw new RefusedTarget(target.action() + " API is not supported.");
        }
        Optional<OperationModel<?, ?>> found = switch (target.service()) {
            case "ecs" -> named(Ecs.MODEL.operations(), target).flatMap(Ecs.MODEL::operation);
            case "batch" -> named(Batch.MODEL.operations(), target).flatMap(Batch.MODEL::operation);
            default -> throw new RefusedTarget(target.service() + " is not a supported service for a target.");
        };
        return found.orElseThrow(() -> new RefusedTarget(target.action() + " API is not supported."));
    }

    private static Optional<String> named(List<String> operations, TargetArn.Universal target) {
        return Optional.of(PascalCase.capital(target.action())).filter(operations::contains);
    }
}
