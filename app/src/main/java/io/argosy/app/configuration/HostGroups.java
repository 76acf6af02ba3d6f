package io.argosy.app.configuration;

import io.argosy.capacity.HostGroup;
import io.argosy.capacity.HostGroup.Maker;
import io.argosy.model.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The groups of hosts that capacity providers may have made: a table of settings each, whose name is the group's.
final class HostGroups {
    private static final String PREFIX = "instances.groups.";
    /// One group that is called NAME.
    static final Source NAMED =
            new Source.Fixed(Map.of(PREFIX + "NAME.kind", Setting.words(List.of("local"), "example")));

    private static final String NAME = "[A-Za-z0-9_-]{1,64}";
    private static final String ATTRIBUTE = "[A-Za-z0-9_./-]{1,128}=[^,]{0,128}";
    private static final int USUAL_MOST = 10;
    private static final int UNITS_PER_CORE = 1_024;

    private final Settings from;
    private final String group;

    private HostGroups(Settings from, String group) {
        this.from = from;
        this.group = group;
    }

    static Map<String, HostGroup> read(Settings from, Listen listen) {
        Map<String, HostGroup> groups = new HashMap<>();
        for (String name : from.tables(PREFIX)) {
            groups.put(name, new HostGroups(from, name).read(listen));
        }
        return groups;
    }

    private String key(String rest) {
        return PREFIX + group + "." + rest;
    }

    private HostGroup read(Listen listen) {
        if (!group.matches(NAME)) {
            from.mistake(key("kind"), "a group is called by up to 64 letters, digits, _ and -");
        }
        List<String> program = from.list(key("program"), text -> text, List.of());
        Maker maker = from.one(key("kind"), kind -> maker(kind, program), new Maker.Local());
        if (!program.isEmpty() && maker instanceof Maker.Local) {
            from.mistake(key("program"), "a program is for kind = \"exec\"");
        }
        if (maker instanceof Maker.Local && listen.loopback()) {
            from.mistake(
                    key("kind"),
                    "hosts of this machine cannot reach a server on " + listen + ": have it listen on an address of"
                            + " the machine");
        }
        int min = from.one(key("min"), Parse::countOrNone, 0);
        int max = from.one(key("max"), Parse::count, USUAL_MOST);
        if (min > max) {
            from.mistake(key("min"), "at most " + max + " is possible, which is max, not " + min);
        }
        return new HostGroup(
                group,
                maker,
                Math.min(min, max),
                max,
                size(),
                from.list(key("attributes"), HostGroups::attribute, List.of()),
                new HostGroup.Patience(
                        from.one(key("making-time"), Parse::duration, Duration.ofMinutes(5)),
                        from.one(key("joining-time"), Parse::duration, Duration.ofMinutes(5))));
    }

    private Resources size() {
        int cpu = from.one(key("cpu"), Parse::count, UNITS_PER_CORE);
        int memoryMib =
                from.one(key("memory"), text -> Math.toIntExact(Math.max(1, Parse.bytes(text) >> 20)), UNITS_PER_CORE);
        return new Resources(cpu, memoryMib, Set.of(), Set.of());
    }

    private static Maker maker(String kind, List<String> program) {
        return switch (kind) {
            case "local" -> new Maker.Local();
            case "exec" -> program(program);
            default -> throw new IllegalArgumentException("local or exec is needed, not " + kind);
        };
    }

    private static Maker program(List<String> words) {
        if (words.isEmpty() || !Path.of(words.getFirst()).isAbsolute()) {
            throw new IllegalArgumentException("exec needs program, whose first word is an absolute path");
        }
        return new Maker.Program(words);
    }

    private static String attribute(String text) {
        if (!text.matches(ATTRIBUTE)) {
            throw new IllegalArgumentException("an attribute is a name, = and a value, not " + text);
        }
        return text;
    }
}
