package io.argosy.shapes;

import java.util.List;

/// One action of a service: its name, what goes in, what comes out, and its address in REST services.
public final class OperationModel<I extends Shape, O extends Shape> {
    private final ServiceModel model;
    private final String name;
    private final String inputName;
    private final String outputName;
    private final HttpAddress http;
    private final List<String> errors;

    /// Method and URI template (`/v1/tags/{resourceArn}`), and the status of a good answer.
    public record HttpAddress(String method, String uri, int status) {
        public static final HttpAddress POST_ROOT = new HttpAddress("POST", "/", 200);
    }

    public OperationModel(
            ServiceModel model,
            String name,
            String inputName,
            String outputName,
            HttpAddress http,
            List<String> errors) {
        this.model = model;
        this.name = name;
        this.inputName = inputName;
        this.outputName = outputName;
        this.http = http;
        this.errors = errors;
    }

    public ServiceModel model() {
        return model;
    }

    public String name() {
        return name;
    }

    @SuppressWarnings("unchecked")
    public Structure<I> input() {
        return (Structure<I>) model.structure(inputName);
    }

    @SuppressWarnings("unchecked")
    public Structure<O> output() {
        return (Structure<O>) model.structure(outputName);
    }

    public HttpAddress http() {
        return http;
    }

    /// The names of the errors the operation declares.
    public List<String> errors() {
        return errors;
    }

    @Override
    public String toString() {
        return model.name() + ":" + name;
    }
}
