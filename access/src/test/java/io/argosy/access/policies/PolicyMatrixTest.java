package io.argosy.access.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.access.policies.PolicyDocument.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Walks the table of policies and what they say to requests, which was written by hand from AWS's rules.
final class PolicyMatrixTest {
    private static final PolicyRequest ASSUME =
            new PolicyRequest("sts:AssumeRole", "arn:aws:iam::123456789012:role/asked", RequestContext.EMPTY);
    private static final List<String> ANSWERS = List.of("allowed", "denied", "silent", "full", "account", "none");

    /// A group of cases: its kind and name, its documents, and a line a case.
    private record Section(boolean trust, String name, List<String> documents, List<String> cases) {}

    private static List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        for (String line : table().lines().toList()) {
            if (line.startsWith("policies ") || line.startsWith("trust ")) {
                sections.add(new Section(line.startsWith("trust "), line, new ArrayList<>(), new ArrayList<>()));
            } else if (line.startsWith("{")) {
                sections.getLast().documents().add(line);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                assertThat(ANSWERS).contains(line.split(" ", 2)[0]);
                sections.getLast().cases().add(line);
            }
        }
        return sections;
    }

    private static String table() {
        try (var file = PolicyMatrixTest.class.getResourceAsStream("/policies/matrix.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void theTableHasTwoHundredCases() {
        List<Section> sections = sections();

        long cases =
                sections.stream().mapToLong(section -> section.cases().size()).sum();

        assertThat(cases).isGreaterThanOrEqualTo(200);
    }

    @TestFactory
    Stream<DynamicTest> whatPoliciesSay() {
        return sections().stream()
                .filter(section -> !section.trust())
                .flatMap(section -> section.cases().stream()
                        .map(one -> DynamicTest.dynamicTest(section.name() + ": " + one, () -> decides(section, one))));
    }

    @TestFactory
    Stream<DynamicTest> whomRolesTrust() {
        return sections().stream()
                .filter(Section::trust)
                .flatMap(section -> section.cases().stream()
                        .map(one -> DynamicTest.dynamicTest(section.name() + ": " + one, () -> trusts(section, one))));
    }

    private static void decides(Section section, String line) throws MalformedPolicy {
        List<String> columns = columns(line);
        var request = new PolicyRequest(columns.get(1), columns.get(2), context(columns, 3));
        List<PolicyDocument> documents = new ArrayList<>();
        for (String text : section.documents()) {
            documents.add(PolicyReader.identity(text));
        }

        Decision decision =
                documents.stream().map(document -> document.decide(request)).reduce(Decision.SILENT, Decision::and);

        assertThat(decision.name().toLowerCase(java.util.Locale.ROOT)).isEqualTo(columns.getFirst());
    }

    private static void trusts(Section section, String line) throws MalformedPolicy {
        List<String> columns = columns(line);
        var request = new PolicyRequest(ASSUME.action(), ASSUME.resource(), context(columns, 2));
        PolicyDocument policy = PolicyReader.trust(section.documents().getFirst());

        Trust trust = policy.trust(asking(columns.get(1)), request);

        assertThat(trust)
                .isEqualTo(
                        switch (columns.getFirst()) {
                            case "full" -> Trust.FULL;
                            case "account" -> Trust.OF_ACCOUNT;
                            case "denied" -> Trust.DENIED;
                            default -> Trust.NONE;
                        });
    }

    private static List<String> columns(String line) {
        return Arrays.stream(line.split("\\|")).map(String::strip).toList();
    }

    private static RequestContext context(List<String> columns, int from) {
        Map<String, List<String>> keys = new HashMap<>();
        if (columns.size() > from) {
            for (String key : columns.get(from).split(";")) {
                String[] parts = key.strip().split("=", 2);
                keys.put(parts[0], List.of(parts[1].split(",")));
            }
        }
        return RequestContext.of(keys);
    }

    private static Asking asking(String text) {
        if (!text.startsWith("arn:")) {
            return new Asking.Service(text);
        }
        String[] names = text.split(" > ");
        return new Asking.Somebody(names[0].split(":")[4], names[0], names.length == 2 ? names[1] : names[0]);
    }
}
