import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// Writes the records of every committed model: `java Generate.java <models folder> <output folder>`. Files whose
/// content would not change are left alone, so that nothing is compiled twice; files of gone structures are removed.
final class Generate {
    private final Path output;
    private final Set<Path> written = new HashSet<>();

    private Generate(Path output) {
        this.output = output;
    }

    public static void main(String[] arguments) throws IOException {
        var models = Path.of(arguments[0]);
        var generate = new Generate(Path.of(arguments[1]));
        try (Stream<Path> files = Files.list(models)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".model")).sorted().toList()) {
                generate.service(file);
            }
        }
        generate.removeTheRest();
        // By its age the build sees that it need not run this again.
        Files.writeString(generate.output.resolveSibling("generated"), "");
    }

    private void service(Path file) throws IOException {
        String service = file.getFileName().toString().replace(".model", "");
        Model model = Model.read(file, file.resolveSibling(service + ".limits"));
        String packageName = "io.argosy.shapes." + service;
        String serviceClass = Names.serviceClass(service);
        var records = new Records(packageName, serviceClass, new Types(model, serviceClass));
        for (Model.Structure structure : model.structures) {
            write(packageName, structure.name(), records.source(structure));
        }
        write(packageName, serviceClass, ServiceClass.source(model, packageName, serviceClass));
        write(packageName, serviceClass + "Limits", ServiceClass.limits(model, packageName, serviceClass));
        write(packageName, "package-info", """
                /// The structures and operations of `%s`, generated from `models/%s.model`.
                @NullMarked
                package %s;

                import org.jspecify.annotations.NullMarked;
                """.formatted(service, service, packageName));
    }

    private void write(String packageName, String name, String source) throws IOException {
        Path file = output.resolve(packageName.replace('.', '/')).resolve(name + ".java");
        if (!written.add(file)) {
            throw new IllegalStateException("two files named " + file);
        }
        Files.createDirectories(file.getParent());
        if (!Files.exists(file) || !Files.readString(file).equals(source)) {
            Files.writeString(file, source);
        }
    }

    private void removeTheRest() throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !written.contains(file)).toList()) {
                Files.delete(file);
            }
        }
    }
}
