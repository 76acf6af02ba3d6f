package io.argosy.schedules.targets;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ShapeException;
import io.argosy.shapes.Structure;
import io.argosy.shapes.Validator;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// JSON texts of targets as shapes.
final class Inputs {
    private Inputs() {}

    static Map<String, Object> object(String text, String wrong) throws RefusedTarget {
        try {
            return JsonTree.object(text);
        } catch (MalformedJson malformed) {
            throw new RefusedTarget(wrong);
        }
    }

    static <T extends Shape> T read(Map<String, Object> tree, Structure<T> structure) throws RefusedTarget {
        try {
            T shape = JsonCodec.read(JsonTree.write(tree).getBytes(StandardCharsets.UTF_8), structure);
            Validator.check(shape);
            return shape;
        } catch (ShapeException unfit) {
            throw new RefusedTarget("Invalid RequestJson provided. Reason " + unfit.getMessage());
        }
    }

    /// The input of a universal target.
    static Shape universal(OperationModel<?, ?> model, String text) throws RefusedTarget {
        Map<String, Object> given = object(text, "JSON syntax error in input for the target");
        List<String> missing = PascalCase.missing(given, model.input());
        if (!missing.isEmpty()) {
            throw new RefusedTarget(
                    "Invalid RequestJson provided. Reason Request payload is missing the following field(s): "
                            + String.join(", ", missing) + ".");
        }
        return read(PascalCase.members(given, model.input()), model.input());
    }
}
