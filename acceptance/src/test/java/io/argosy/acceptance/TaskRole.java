package io.argosy.acceptance;

/// Roles that tasks have, or are started by.
final class TaskRole {
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":\
            {"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private TaskRole() {}

    static void make(PackagedProgram machine, String name) {
        machine.aws("iam", "create-role", "--role-name", name, "--assume-role-policy-document", TRUST);
    }

    /// One that may do what these statements say.
    static void make(PackagedProgram machine, String name, String... statements) {
        make(machine, name);
        machine.aws(
                "iam",
                "put-role-policy",
                "--role-name",
                name,
                "--policy-name",
                "own",
                "--policy-document",
                "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
    }
}
