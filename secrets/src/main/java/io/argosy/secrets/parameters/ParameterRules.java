package io.argosy.secrets.parameters;

import io.argosy.shapes.ssm.PutParameterRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What a parameter may be called, and what its value may be.
final class ParameterRules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+|(/[a-zA-Z0-9_.-]+)+");
    private static final int LEVELS = 15;
    private static final int LONGEST_NAME = 1011;
    private static final int STANDARD = 4_096;
    private static final int ADVANCED = 8_192;
    private static final String ADVANCED_TIER = "Advanced";
    private static final String INTELLIGENT = "Intelligent-Tiering";
    private static final String STANDARD_TIER = "Standard";

    private ParameterRules() {}

    static void checkName(String name) {
        if (!NAME.matcher(name).matches() || reserved(name) || name.length() > LONGEST_NAME) {
            throw SsmErrors.validation("Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive)."
                    + " If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be"
                    + " formed as a mix of letters, numbers and the following 3 symbols .-_");
        }
        if (name.chars().filter(letter -> letter == '/').count() > LEVELS) {
            throw SsmErrors.of(
                    "HierarchyLevelLimitExceededException",
                    "A hierarchy can have a maximum of " + LEVELS + " levels. For more information, see Requirements"
                            + " and constraints for parameter names in the AWS Systems Manager User Guide.");
        }
    }

    private static boolean reserved(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceFirst("^/", "");
        return plain.startsWith("aws") || plain.startsWith("ssm");
    }

    /// The tier that the value lies in.
    static String tier(PutParameterRequest request) {
        String asked = request.tier().orElse(STANDARD_TIER);
        int length = request.value().length();
        if (length > ADVANCED) {
            throw SsmErrors.validation(
                    "Advanced tier parameters support a maximum parameter value of " + ADVANCED + " characters.");
        }
        if (length > STANDARD && asked.equals(STANDARD_TIER)) {
            throw SsmErrors.validation("Standard tier parameters support a maximum parameter value of " + STANDARD
                    + " characters. To create a larger parameter value, upgrade the parameter to use the"
                    + " advanced-parameter tier.");
        }
        if (asked.equals(INTELLIGENT)) {
            return length > STANDARD ? ADVANCED_TIER : STANDARD_TIER;
        }
        return asked;
    }

    static void checkValue(String value, String type) {
        if (value.isEmpty()) {
            throw SsmErrors.validation("1 validation error detected: Value '' at 'value' failed to satisfy constraint:"
                    + " Member must have length greater than or equal to 1.");
        }
        if (type.equals("StringList") && (value.startsWith(",") || value.endsWith(",") || value.contains(",,"))) {
            throw SsmErrors.validation("Parameter value, cannot have empty items in a StringList.");
        }
    }

    static void checkPattern(String value, String pattern) {
        if (pattern.isEmpty()) {
            return;
        }
        try {
            if (Pattern.compile(pattern).matcher(new CountedText(value)).matches()) {
                return;
            }
        } catch (PatternSyntaxException broken) {
            throw SsmErrors.of("InvalidAllowedPatternException", "The pattern " + pattern + " is not valid.");
        } catch (CountedText.TooMuch | StackOverflowError endless) {
            throw SsmErrors.of("InvalidAllowedPatternException", "The pattern " + pattern + " takes too long.");
        }
        throw SsmErrors.of(
                "ParameterPatternMismatchException",
                "Parameter value, cannot be validated against allowedPattern: " + pattern);
    }
}
