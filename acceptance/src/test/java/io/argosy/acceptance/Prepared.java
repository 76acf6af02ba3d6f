package io.argosy.acceptance;

import io.argosy.hosts.Host;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/// What the definitions of the samples take for granted: roles, secrets and images of their account, and a partner's
/// registry that asks for a password.
final class Prepared {
    /// A role, and the policy that lets it read.
    static final String READER = "vault-reader";

    private static final String ROLE = "ecsTaskExecutionRole";
    private static final List<String> IMAGES = List.of(
            "kestrel/storefront:2.4.1",
            "kestrel/orders:1.12.0",
            "kestrel/tools:7",
            "kestrel/edge-proxy:1.4",
            "feeds/importer:3");
    private static final String NAME = "registry.partner.example";
    private static final int PORT = 5000;

    /// Whose images definitions name; without TLS.
    static final String PARTNER = NAME + ":" + PORT;

    private static final String LOCAL = "sample:local";
    private static final String PASSWORD = "a-partners-password";

    private static final String MAKE = """
            set -e
            dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
            mkdir "$dir/bin" "$dir/tmp" "$dir/app"; cp "$(command -v busybox)" "$dir/bin/busybox"
            for applet in $(busybox --list); do [ $applet = busybox ] || ln -s busybox "$dir/bin/$applet"; done
            chmod 1777 "$dir/tmp"; cp %s "$dir/app/start"; chmod 755 "$dir/app/start"
            tar -C "$dir" -c . | docker -H %s import -c 'CMD ["/app/start"]' - %s
            """;

    private static final String ROUTER = """
            set -e
            dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
            perl=$(readlink -f /usr/bin/perl); base=$(perl -e 'print grep { m{/perl-base$} } @INC')
            mkdir -p "$dir/bin" "$dir/tmp" "$dir/run" "$dir/var" "$dir$base"; ln -s ../run "$dir/var/run"
            cp -r "$base/." "$dir$base"; cp "$perl" "$dir/bin/perl"; cp %s "$dir/router.pl"
            for file in $(ldd "$perl" "$base/auto/Socket/Socket.so" | grep -o '/[^ :]*\\.so[^ :]*'); do
              mkdir -p "$dir$(dirname "$file")"; cp -L "$file" "$dir$file"
            done
            chmod 755 "$dir"
            tar -C "$dir" -c . | docker -H %s import -c 'CMD ["/bin/perl", "/router.pl"]' - %s
            """;

    private Prepared() {}

    /// What is a file system of EFS to definitions is a folder to agents.
    static List<String> agentFlags(Path folder) throws IOException {
        Path share = Files.createDirectories(folder.resolve("share"));
        Files.writeString(
                Files.createDirectory(share.resolve("wiki")).resolve("front-page"), "the front page of the wiki\n");
        return List.of("--efs", "fs-0f4e3d2c1b0a98765=" + share);
    }

    static void account(TwoHosts fleet) {
        PackagedProgram program = fleet.program();
        TaskRole.make(program, ROLE);
        program.aws(
                "iam",
                "attach-role-policy",
                "--role-name",
                ROLE,
                "--policy-arn",
                "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy");
        program.aws("iam", "put-role-policy", "--role-name", ROLE, "--policy-name", "more", "--policy-document", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*","Action":\
                ["logs:CreateLogGroup","secretsmanager:GetSecretValue","ssm:GetParameters"]}]}""");
        secret(program, "create-secret", "--name", "orders/db", login("ann", "old-2718"));
        secret(program, "put-secret-value", "--secret-id", "orders/db", login("ann", "new-3141"));
        secret(program, "create-secret", "--name", "partner/registry", login("kestrel", PASSWORD));
        program.aws(
                "ssm",
                "put-parameter",
                "--name",
                "/orders/payment-key",
                "--type",
                "SecureString",
                "--value",
                "pk-1618");
        program.aws("ssm", "put-parameter", "--name", "/orders/features", "--type", "String", "--value", "gift-wrap");
    }

    private static void secret(PackagedProgram program, String action, String named, String name, String value) {
        program.aws("secretsmanager", action, named, name, "--secret-string", value);
    }

    private static String login(String user, String password) {
        return "{\"username\":\"" + user + "\",\"password\":\"" + password + "\"}";
    }

    /// Pushes the images, which no engine has under the names in the definitions.
    static void images(TwoHosts fleet, Path folder) throws IOException {
        PackagedProgram program = fleet.program();
        String registry = program.uri().getAuthority();
        String engine = "unix://" + fleet.hosts().getFirst().engine();
        make(folder, MAKE, "src/test/resources/definitions/start.sh", engine, LOCAL);
        String router = registry + "/kestrel/log-router:2";
        make(folder, ROUTER, "../agent/src/test/resources/router/router.pl", engine, router);
        String password = program.aws("ecr", "get-login-password");
        fleet.docker("login", "--username", "AWS", "--password", password, registry);
        fleet.docker("push", "-q", router);
        for (String image : IMAGES) {
            push(fleet, registry + "/" + image);
        }
    }

    private static void make(Path folder, String how, String program, String engine, String image) {
        List<String> words = List.of("sh", "-c", how.formatted(Path.of(program).toAbsolutePath(), engine, image));
        Command.run(folder, Map.of(), Duration.ofMinutes(1), words).success(words);
    }

    private static void push(TwoHosts fleet, String image) throws IOException {
        fleet.docker("tag", LOCAL, image);
        fleet.docker("push", "-q", image);
        fleet.docker("rmi", image);
    }

    /// The partner's registry, which has what ours has, for the one who knows its password. The hosts know it by name.
    static GuardedRegistry partner(TwoHosts fleet, Path folder) throws IOException, GeneralSecurityException {
        PackagedProgram program = fleet.program();
        Path names = folder.resolve("names");
        Files.writeString(names, "127.0.0.1 localhost\n" + program.uri().getHost() + " " + NAME + "\n");
        for (Host host : fleet.hosts()) {
            Shell.run("nsenter --mount --target $(pgrep -o -f 'dockerd --host unix://" + host.engine()
                    + "') mount --bind " + names + " /etc/hosts");
        }
        String key = "AWS:" + program.aws("ecr", "get-login-password");
        var trusting = SSLContext.getInstance("TLS");
        trusting.init(null, SdkClients.trusting(program.ca()).trustManagers(), null);
        return new GuardedRegistry(
                new InetSocketAddress(program.uri().getHost(), PORT),
                GuardedRegistry.Asks.PASSWORD,
                program.uri(),
                HttpClient.newBuilder().sslContext(trusting).build(),
                key,
                "kestrel:" + PASSWORD);
    }

    /// A definition of a program with the AWS SDK, whose role may read one secret of two.
    static void sdk(TwoHosts fleet, Path folder) throws IOException, GeneralSecurityException {
        PackagedProgram program = fleet.program();
        String image = program.uri().getAuthority() + "/vault/reader:1";
        SdkImage.make(folder, "unix://" + fleet.hosts().getFirst().engine(), image, program.ca());
        fleet.docker("push", "-q", image);
        program.aws("logs", "create-log-group", "--log-group-name", "/ecs/vault-reader");
        secret(program, "create-secret", "--name", "vault/own", "a-value-of-its-own");
        secret(program, "create-secret", "--name", "vault/other", "a-value-of-others");
        TaskRole.make(program, READER);
        program.aws("iam", "put-role-policy", "--role-name", READER, "--policy-name", READER, "--policy-document", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:GetSecretValue",\
                "Resource":"arn:aws:secretsmanager:us-east-1:123456789012:secret:vault/own-??????"}]}""");
        program.aws(
                "ecs",
                "register-task-definition",
                "--family",
                "vault-reader",
                "--task-role-arn",
                READER,
                "--execution-role-arn",
                ROLE,
                "--container-definitions",
                """
                [{"name":"reader","image":"%s","memory":192,"command":["vault/own","vault/other"],\
                "environment":[{"name":"AWS_ENDPOINT_URL","value":"%s"}],\
                "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/vault-reader",\
                "awslogs-region":"us-east-1","awslogs-stream-prefix":"reader"}}}]""".formatted(image, program.uri()));
    }
}
