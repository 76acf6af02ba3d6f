package io.argosy.access.policies;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Reads policy documents, and refuses what IAM refuses in its words.
public final class PolicyReader {
    private static final String NOW = "2012-10-17";
    private static final Set<String> VERSIONS = Set.of(NOW, "2008-10-17");
    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    /// What a document is for: trust policies have principals and no resources, those of identities the other
    /// way round; those of resources have principals, and mean the resource itself where they name none.
    private enum Use {
        IDENTITY,
        TRUST,
        RESOURCE
    }

    private final Use use;

    private final boolean variables;

    private PolicyReader(Use use, boolean variables) {
        this.use = use;
        this.variables = variables;
    }

    /// A policy of users and roles.
    public static PolicyDocument identity(String text) throws MalformedPolicy {
        return read(text, Use.IDENTITY);
    }

    /// Who may take a role.
    public static PolicyDocument trust(String text) throws MalformedPolicy {
        return read(text, Use.TRUST);
    }

    /// Who may do what with a resource.
    public static PolicyDocument ofResource(String text) throws MalformedPolicy {
        return read(text, Use.RESOURCE);
    }

    private static PolicyDocument read(String text, Use use) throws MalformedPolicy {
        Map<String, Object> document = PolicyJson.parse(text);
        known(document.keySet(), MEMBERS);
        Object version = document.getOrDefault("Version", "2008-10-17");
        if (!VERSIONS.contains(version)) {
            throw new MalformedPolicy("Policy document must be version 2012-10-17 or greater.");
        }
        Object statements = document.get("Statement");
        if (statements == null || PolicyJson.oneOrMany(statements).isEmpty()) {
            throw new MalformedPolicy("Syntax errors in policy: it must contain a Statement.");
        }
        var reader = new PolicyReader(use, version.equals(NOW));
        List<Statement> read = new ArrayList<>();
        for (Object statement : PolicyJson.oneOrMany(statements)) {
            read.add(reader.statement(PolicyJson.object(statement, "Statement")));
        }
        unique(read);
        return new PolicyDocument(read);
    }

    private static void known(Set<String> names, Set<String> allowed) throws MalformedPolicy {
        Optional<String> unknown =
                names.stream().filter(Predicate.not(allowed::contains)).findFirst();
        if (unknown.isPresent()) {
            throw new MalformedPolicy("Unknown field " + unknown.get());
        }
    }

    private static void unique(List<Statement> statements) throws MalformedPolicy {
        Set<String> seen = new HashSet<>();
        for (Statement statement : statements) {
            if (!statement.sid().isEmpty() && !seen.add(statement.sid())) {
                throw new MalformedPolicy("Statement IDs (SID) in a single policy must be unique.");
            }
        }
    }

    private Statement statement(Map<String, Object> given) throws MalformedPolicy {
        known(given.keySet(), STATEMENT);
        Object conditions = given.get("Condition");
        return new Statement(
                sid(given.getOrDefault("Sid", "")),
                effect(given.getOrDefault("Effect", "missing")),
                principals(given),
                actions(given),
                resources(given),
                conditions == null ? List.of() : new ConditionReader(variables).read(conditions));
    }

    private static String sid(Object given) throws MalformedPolicy {
        if (!(given instanceof String sid) || !sid.matches("[0-9A-Za-z ]*")) {
            throw new MalformedPolicy("Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the"
                    + " regular expression [0-9A-Za-z]*");
        }
        return sid;
    }

    private static Effect effect(Object given) throws MalformedPolicy {
        if (given.equals("Allow")) {
            return Effect.ALLOW;
        }
        if (given.equals("Deny")) {
            return Effect.DENY;
        }
        throw new MalformedPolicy("Invalid effect: " + given);
    }

    private Principals principals(Map<String, Object> given) throws MalformedPolicy {
        Object only = given.get("Principal");
        Object allBut = given.get("NotPrincipal");
        if (use == Use.IDENTITY) {
            if (only != null || allBut != null) {
                throw new MalformedPolicy("Policy document should not specify a principal.");
            }
            return new Principals.Holder();
        }
        if ((only == null) == (allBut == null)) {
            throw new MalformedPolicy("AssumeRole policy must contain principals: Missing required field Principal");
        }
        return only != null
                ? new Principals.Only(PrincipalReader.read(only))
                : new Principals.AllBut(PrincipalReader.read(allBut));
    }

    private Selection actions(Map<String, Object> given) throws MalformedPolicy {
        Selection actions = selection(given, "Action", this::action)
                .orElseThrow(() -> new MalformedPolicy("Policy statement must contain actions."));
        return actions;
    }

    private TextPattern action(String text) throws MalformedPolicy {
        if (!text.equals("*") && !text.matches("[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+")) {
            throw new MalformedPolicy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
        if (use == Use.TRUST && !text.equals("*") && !text.startsWith("sts:")) {
            throw new MalformedPolicy("AssumeRole policy may only specify STS AssumeRole actions.");
        }
        // A variable cannot stand in an action.
        return TextPattern.wild(text, false);
    }

    private Selection resources(Map<String, Object> given) throws MalformedPolicy {
        Optional<Selection> resources = selection(given, "Resource", this::resource);
        if (use == Use.TRUST && resources.isPresent()) {
            throw new MalformedPolicy("Has prohibited field Resource");
        }
        if (use == Use.IDENTITY && resources.isEmpty()) {
            throw new MalformedPolicy("Policy statement must contain resources.");
        }
        return resources.orElseGet(Selection.Everything::new);
    }

    private TextPattern resource(String text) throws MalformedPolicy {
        if (!text.equals("*") && text.split(":", 6).length < 6) {
            throw new MalformedPolicy("Resource " + text + " must be in ARN format or \"*\".");
        }
        return TextPattern.wild(text, variables);
    }

    private interface Reading {
        TextPattern read(String text) throws MalformedPolicy;
    }

    private static Optional<Selection> selection(Map<String, Object> given, String name, Reading reading)
            throws MalformedPolicy {
        Optional<Object> only = Optional.ofNullable(given.get(name));
        Optional<Object> named = only.or(() -> Optional.ofNullable(given.get("Not" + name)));
        if (only.isPresent() && given.containsKey("Not" + name)) {
            throw new MalformedPolicy("Syntax errors in policy: " + name + " and Not" + name + " in one statement.");
        }
        if (named.isEmpty()) {
            return Optional.empty();
        }
        List<TextPattern> patterns = new ArrayList<>();
        for (String text : PolicyJson.texts(named.get())) {
            patterns.add(reading.read(text));
        }
        if (patterns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(only.isEmpty() ? new Selection.AllBut(patterns) : new Selection.Only(patterns));
    }
}
