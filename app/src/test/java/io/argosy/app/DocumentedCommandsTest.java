package io.argosy.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.Member;
import io.argosy.shapes.ServiceModel;
import io.argosy.wire.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// No command, flag, file or variable that our pages name is one that does not exist.
final class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern SPAN = Pattern.compile("`(?:\\./)?((?:argosy|aws) [^`]+)`");
    private static final Pattern VARIABLE = Pattern.compile("ARGOSY_[A-Z_]*[A-Z]");
    private static final Pattern OURS =
            Pattern.compile("(samples|docs|launcher|build|bench|acceptance|\\.ci)/[\\w./-]*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");
    private static final Pattern TEST = Pattern.compile("-Dtest=([A-Z]\\w+)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern WHOLE_SPAN = Pattern.compile("`(--[a-z][a-z-]*[a-z])(?: [^`]*)?`");
    private static final Pattern SENTENCE = Pattern.compile(".*[a-z] .*--[a-z].*|.*--[a-z-]+ [a-z(].*");

    /// Of the `aws` program itself, before and after the operation.
    private static final Set<String> GLOBAL_FLAGS = Set.of(
            "--endpoint-url", "--region", "--output", "--query", "--profile", "--cli-input-json", "--no-cli-pager");

    /// Of `aws`, `docker`, `iptables` and `curl`, in what the program runs or prints.
    private static final Set<String> OF_OTHERS = Set.of(
            "--desired-count",
            "--task-definition",
            "--username",
            "--password-stdin",
            "--cli-input-json",
            "--services",
            "--service",
            "--force",
            "--status",
            "--container-instance",
            "--container-instances",
            "--dport",
            "--to-destination",
            "--cacert",
            "--quiet");

    /// Commands that the `aws` program makes of several operations.
    private static final Set<String> OF_THE_CLIENT = Set.of(
            "ecr get-login-password",
            "ecs wait services-stable",
            "ecs wait tasks-running",
            "ecs wait tasks-stopped",
            "logs tail");

    /// A command on a page; `where` is the page and the line.
    private record Documented(String where, String command) {
        List<String> words() {
            return Arrays.asList(command.strip().split("\\s+"));
        }

        @Override
        public String toString() {
            return where + " " + command;
        }
    }

    @ParameterizedTest
    @MethodSource("ofArgosy")
    void argosyHasTheCommandAndItsFlags(Documented documented) throws IOException {
        List<String> words = documented.words().subList(1, documented.words().size());
        CommandLine program = Main.commandLine();

        if (program.getSubcommands().containsKey(words.getFirst())) {
            program.parseArgs(words.toArray(String[]::new));
        } else {
            assertThat(Files.readString(ROOT.resolve("argosy")))
                    .as(documented.command())
                    .containsPattern("(?m)^  (\\S+ \\| )*" + Pattern.quote(words.getFirst()) + "( \\| \\S+)*\\)");
        }
    }

    @ParameterizedTest
    @MethodSource("ofAws")
    void awsHasTheOperationAndTheServerAnswersIt(Documented documented) throws IOException {
        List<String> words = withoutGlobalFlags(documented.words());
        if (OF_THE_CLIENT.stream().anyMatch(known -> String.join(" ", words).startsWith(known))) {
            return;
        }
        ServiceModel service = Services.ALL.stream()
                .filter(one -> one.signingName().equals(words.get(0)))
                .findFirst()
                .orElseThrow();
        String operation = service.operations().stream()
                .filter(name -> plain(name).equals(plain(words.get(1))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no operation " + words.get(1)));

        assertThat(works(service)).contains(operation);
        assertThat(words.stream().skip(2).filter(word -> word.startsWith("--")))
                .allSatisfy(flag -> assertThat(service.operation(operation)
                                .orElseThrow()
                                .input()
                                .members())
                        .extracting(Member::name)
                        .extracting(DocumentedCommandsTest::plain)
                        .contains(plain(flag)));
    }

    private static List<String> withoutGlobalFlags(List<String> words) {
        List<String> rest = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            if (GLOBAL_FLAGS.contains(words.get(i))) {
                i++;
            } else {
                rest.add(words.get(i));
            }
        }
        return rest;
    }

    private static String plain(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /// Of the page that a test compares with what the server is wired to do.
    private static List<String> works(ServiceModel service) throws IOException {
        String page = Files.readString(ROOT.resolve("docs/compatibility.md"));
        Matcher matcher = Pattern.compile("## " + service.signingName() + ": .*\n\nWorks:\n\n((?:- .*\n)+)")
                .matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1).lines().map(line -> line.substring(2)).toList();
    }

    /// A page may also speak of the flags of `mvn` and others, but only as part of a whole command.
    @Test
    void everyFlagIsOneOfArgosys() throws IOException {
        Set<String> flags = flags(Main.commandLine());
        for (Path page : pages().stream().filter(page -> !inDecisions(page)).toList()) {
            assertThat(WHOLE_SPAN.matcher(Files.readString(page)).results().map(found -> found.group(1)))
                    .as(page.toString())
                    .isSubsetOf(flags);
        }
    }

    @Test
    void theManualHasEveryFlagOfAnAgent() throws IOException {
        CommandLine agent = requireNonNull(Main.commandLine().getSubcommands().get("agent"));
        String manual = Checkout.text("docs/operating.md");

        assertThat(agent.getCommandSpec().options())
                .filteredOn(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .extracting(option -> option.longestName())
                .allSatisfy(flag -> assertThat(manual).containsPattern("(?m)^\\| (`[^`]+`, )*`" + flag + "`"));
    }

    @Test
    void everyTestThatACommandRunsIsThere() throws IOException {
        Set<String> tests = Checkout.sources().keySet().stream()
                .map(path -> path.substring(path.lastIndexOf('/') + 1).replace(".java", ""))
                .collect(Collectors.toSet());
        for (Path page : pages()) {
            assertThat(TEST.matcher(Files.readString(page)).results().map(found -> found.group(1)))
                    .as(page.toString())
                    .isSubsetOf(tests);
        }
    }

    /// What the program itself tells people to do; measuring and simulating are commands of their own.
    @Test
    void everyFlagAndPageThatAMessageNamesIsThere() throws IOException {
        Set<String> flags = flags(Main.commandLine());
        flags.addAll(OF_OTHERS);
        List<String> unknown = new ArrayList<>();
        for (var source : Checkout.sources().entrySet()) {
            String path = source.getKey();
            if (path.contains("/src/main/") && !path.startsWith("bench") && !path.startsWith("testkit")) {
                LITERAL.matcher(source.getValue())
                        .results()
                        .map(literal -> literal.group(1))
                        .flatMap(DocumentedCommandsTest::named)
                        .filter(name -> !flags.contains(name) && !Files.exists(ROOT.resolve(name)))
                        .forEach(name -> unknown.add(path + ": " + name));
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static Stream<String> named(String literal) {
        Stream<String> pages = OURS.matcher(literal).results().map(found -> found.group());
        return SENTENCE.matcher(literal).matches()
                ? Stream.concat(pages, FLAG.matcher(literal).results().map(found -> found.group()))
                : pages;
    }

    private static Set<String> flags(CommandLine command) {
        Set<String> flags = new HashSet<>(command.getCommandSpec().optionsMap().keySet());
        command.getSubcommands().values().forEach(below -> flags.addAll(flags(below)));
        return flags;
    }

    private static boolean inDecisions(Path page) {
        return page.toString().contains("decisions");
    }

    @Test
    void everyFileIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            OURS.matcher(text)
                    .results()
                    .map(found -> found.group().replaceFirst("[.]$", ""))
                    .filter(name -> !Files.exists(ROOT.resolve(name)))
                    .filter(name -> !Files.exists(page.resolveSibling(name)))
                    .forEach(name -> missing.add(page + ": " + name));
            LINK.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> !Files.exists(page.resolveSibling(name)))
                    .forEach(name -> missing.add(page + ": " + name));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyVariableIsRead() throws IOException {
        String program = sources();
        List<String> unread = new ArrayList<>();
        for (Path page : pages()) {
            VARIABLE.matcher(Files.readString(page))
                    .results()
                    .map(found -> found.group())
                    .filter(name -> !program.contains(name) && !program.contains("\"" + key(name) + "\""))
                    .forEach(name -> unread.add(page + ": " + name));
        }
        assertThat(unread).isEmpty();
    }

    /// `ARGOSY_TASKS_HEALTHY_AFTER` is `tasks.healthy-after`.
    private static String key(String variable) {
        String words = variable.substring("ARGOSY_".length()).toLowerCase(Locale.ROOT);
        return words.replaceFirst("_", ".").replace('_', '-');
    }

    private static String sources() throws IOException {
        var all = new StringBuilder(Files.readString(ROOT.resolve("argosy")));
        for (String folder : List.of("launcher", "app/src/main", "agent/src/main", "capacity/src/main")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(file -> file.toString().matches(".*\\.(sh|java)"))
                        .toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }

    private static Stream<Documented> ofArgosy() throws IOException {
        return documented().filter(one -> one.words().getFirst().matches("(\\./)?argosy"));
    }

    private static Stream<Documented> ofAws() throws IOException {
        return documented()
                .filter(one -> one.words().getFirst().equals("aws"))
                .filter(one -> one.words().size() > 2);
    }

    private static Stream<Documented> documented() throws IOException {
        List<Documented> all = new ArrayList<>();
        // Decisions also speak of what may come.
        for (Path page : pages().stream().filter(page -> !inDecisions(page)).toList()) {
            List<String> lines = Files.readAllLines(page);
            for (int i = 0; i < lines.size(); i++) {
                String where = page.getFileName() + ":" + (i + 1);
                SPAN.matcher(lines.get(i)).results().forEach(found -> all.add(new Documented(where, found.group(1))));
                code(lines, i).stream()
                        .flatMap(DocumentedCommandsTest::commands)
                        .forEach(command -> all.add(new Documented(where, command)));
            }
        }
        return all.stream();
    }

    /// The line without its comment, with those it goes on in, if it is one of code and not of a picture.
    private static Optional<String> code(List<String> lines, int i) {
        boolean goesOnFromBefore = i > 0 && lines.get(i - 1).endsWith("\\");
        if (!lines.get(i).startsWith("    ") || goesOnFromBefore || lines.get(i).matches(".*[─-╿◄►▲▼].*")) {
            return Optional.empty();
        }
        var whole = new StringBuilder(lines.get(i));
        for (int next = i + 1; whole.charAt(whole.length() - 1) == '\\'; next++) {
            whole.setLength(whole.length() - 1);
            whole.append(lines.get(next));
        }
        return Optional.of(whole.toString().replaceFirst("\\s#\\s.*", "").strip());
    }

    private static Stream<String> commands(String line) {
        return Stream.of(line.split("\\||&&|;")).map(String::strip).filter(command -> !command.isEmpty());
    }

    /// Without the specifications, which speak of other programs.
    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("docs", "samples")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !file.startsWith(ROOT.resolve("docs/specs")))
                        .forEach(pages::add);
            }
        }
        pages.add(ROOT.resolve("README.md"));
        pages.add(ROOT.resolve("CONTRIBUTING.md"));
        return pages;
    }
}
