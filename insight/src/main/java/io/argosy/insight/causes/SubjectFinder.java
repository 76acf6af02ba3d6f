package io.argosy.insight.causes;

import io.argosy.control.TaskDefinitions;
import io.argosy.control.access.AgentKeys;
import io.argosy.model.ApiError;
import io.argosy.model.ClusterEntity;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Ids;
import io.argosy.model.Names;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.Tag;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds what a word means: an ARN, an id or the beginning of one, the name of a service, an instance, a join
/// token, an agent's key, a task definition; `KIND/NAME` where a name means several things.
final class SubjectFinder {
    private static final String TOKEN = "ajt-";
    private static final int TOKEN_ID = 16;
    private static final int SHORTEST = 6;
    private static final int MOST_NAMED = 10;
    private static final Pattern BEGINNING = Pattern.compile("[0-9a-f]{" + SHORTEST + ",36}");

    private final Known known;

    SubjectFinder(Known known) {
        this.known = known;
    }

    Subject find(String word) {
        if (word.isEmpty()) {
            return new Subject.OfCluster();
        }
        if (word.startsWith(TOKEN)) {
            // Its secret may have slashes.
            return token(word).orElseThrow(() -> unknown(word));
        }
        String path = word;
        if (word.startsWith("arn:")) {
            path = word.substring(word.lastIndexOf(':', word.indexOf('/') < 0 ? word.length() : word.indexOf('/')) + 1);
            checkCluster(path);
        }
        int slash = path.indexOf('/');
        String kind = slash < 0 ? "" : path.substring(0, slash);
        String name = path.substring(path.lastIndexOf('/') + 1);
        return found(kind, name).orElseThrow(() -> unknown(word));
    }

    /// An ARN of another cluster is not looked for in this one.
    private void checkCluster(String path) {
        String[] parts = path.split("/");
        if (parts.length == 3 && !parts[1].equals(known.scope().name().value())) {
            throw ApiError.invalidParameter("Identifier is for " + parts[1] + ". Your cluster is "
                            + known.scope().name())
                    .thrown();
        }
    }

    private Optional<Subject> found(String kind, String name) {
        return switch (kind) {
            case "task" -> task(name);
            case "service" -> service(name);
            case "instance", "container-instance" -> instance(name);
            case "token" -> token(name);
            case "key" -> key(name);
            case "definition", "task-definition" -> definition(name);
            case "cluster" -> Optional.of(new Subject.OfCluster());
            case "" -> first(name);
            default -> Optional.empty();
        };
    }

    private Optional<Subject> first(String name) {
        return Stream.<Supplier<Optional<Subject>>>of(
                        () -> service(name),
                        () -> task(name),
                        () -> instance(name),
                        () -> token(name),
                        () -> key(name),
                        () -> definition(name))
                .flatMap(one -> one.get().stream())
                .findFirst();
    }

    private Optional<Subject> service(String name) {
        return Names.valid(name)
                ? known.state().service(new ServiceName(name)).map(Subject.OfService::new)
                : Optional.empty();
    }

    private Optional<Subject> task(String id) {
        return (Ids.valid(id) ? known.state().task(new TaskId(id)) : beginning(Task.KIND, id)).map(Subject.OfTask::new);
    }

    private Optional<Subject> instance(String name) {
        Optional<ContainerInstance> byId = Ids.valid(name)
                ? known.state().instance(new ContainerInstanceId(name))
                : beginning(ContainerInstance.KIND, name);
        return byId.or(() -> called(name)).map(Subject.OfInstance::new);
    }

    /// Registered ones first: a host that joined again has left its former self behind.
    private Optional<ContainerInstance> called(String name) {
        List<ContainerInstance> all = known.state().instances().stream()
                .filter(instance -> InstanceNames.of(instance).equals(name)
                        || instance.ec2InstanceId().equals(name)
                        || instance.tags().contains(nameTag(name)))
                .toList();
        List<ContainerInstance> registered =
                all.stream().filter(ContainerInstance::registered).toList();
        if (registered.size() > 1) {
            throw ApiError.invalidParameter(name + " is the name of " + registered.size() + " container instances: "
                            + registered.stream()
                                    .limit(MOST_NAMED)
                                    .map(one -> InstanceNames.brief(one.id()))
                                    .collect(Collectors.joining(", "))
                            + ". Say which by its id.")
                    .thrown();
        }
        return registered.stream().findFirst().or(() -> all.stream().findFirst());
    }

    private static Tag nameTag(String name) {
        return Tag.builder().key("Name").value(name).build();
    }

    /// The only one whose id begins so.
    private <E extends ClusterEntity> Optional<E> beginning(io.argosy.model.Kind<E> kind, String id) {
        if (!BEGINNING.matcher(id).matches()) {
            return Optional.empty();
        }
        List<E> some = known.state()
                .table(kind)
                .after(id)
                .takeWhile(entity -> entity.key().startsWith(id))
                .limit(2)
                .toList();
        return some.size() == 1 ? Optional.of(some.getFirst()) : Optional.empty();
    }

    private Optional<Subject> token(String name) {
        String plain = name.startsWith(TOKEN) ? name.substring(TOKEN.length()) : name;
        return known.state()
                .joinToken(plain.substring(0, Math.min(plain.length(), TOKEN_ID)))
                .map(Subject.OfJoinToken::new);
    }

    private Optional<Subject> key(String name) {
        return known.state().agentKey(name).map(Subject.OfAgentKey::new);
    }

    private Optional<Subject> definition(String name) {
        return TaskDefinitions.find(known.account(), name).map(Subject.OfDefinition::new);
    }

    private RuntimeException unknown(String word) {
        String cluster = known.scope().name().value();
        String shown =
                word.startsWith(TOKEN) ? word.substring(0, Math.min(word.length(), TOKEN.length() + TOKEN_ID)) : word;
        String what = word.startsWith(TOKEN) || word.startsWith(AgentKeys.PREFIX)
                ? "The token or key " + shown + " is not known in cluster " + cluster
                        + ": it was revoked, has ended more than a day ago, or is of another cluster. Make a new one:"
                        + " argosy token create --cluster " + cluster
                : "There is no service, task, container instance, join token, key or task definition " + shown
                        + " in cluster " + cluster + ".";
        return new ApiError("ResourceNotFoundException", what).thrown();
    }
}
