package io.argosy.firelens;

import java.util.Map;

/// A router's configuration in the words of its kind, written from top to bottom; `toString` is what came of it.
/// `tags` are what tags of a container begin with.
interface RouterText {
    void socketInput(String path);

    void portInput(String address, String port);

    /// What a health check of the router sends something to.
    void healthInput(String address, String port, String tag);

    void addToRecords(Map<String, String> fields);

    void keep(String tags, String pattern);

    void drop(String tags, String pattern);

    void include(String file);

    void output(String match, String plugin, Map<String, String> entries);

    /// The option by which a container names its output's plugin.
    String pluginOption();

    /// Matches what begins with these.
    String any(String tags);

    /// A value that is in a variable.
    String variable(String name);
}
