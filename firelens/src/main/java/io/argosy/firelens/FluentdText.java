package io.argosy.firelens;

import java.util.Map;

/// The format of Fluentd: elements that begin and end, some within others.
final class FluentdText implements RouterText {
    private final StringBuilder text = new StringBuilder();
    private int depth;

    private FluentdText line(String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
        return this;
    }

    private FluentdText open(String element, String argument) {
        line("<" + element + (argument.isEmpty() ? "" : " " + argument) + ">");
        depth++;
        return this;
    }

    private FluentdText close(String element) {
        depth--;
        line("</" + element + ">");
        if (depth == 0) {
            text.append('\n');
        }
        return this;
    }

    @Override
    public void socketInput(String path) {
        open("source", "").line("@type unix").line("path " + path).close("source");
    }

    @Override
    public void portInput(String address, String port) {
        open("source", "")
                .line("@type forward")
                .line("bind " + address)
                .line("port " + port)
                .close("source");
    }

    @Override
    public void healthInput(String address, String port, String tag) {
        open("source", "")
                .line("@type tcp")
                .line("bind " + address)
                .line("port " + port)
                .line("tag " + tag)
                .open("parse", "")
                .line("@type none")
                .close("parse")
                .close("source");
    }

    @Override
    public void addToRecords(Map<String, String> fields) {
        open("filter", "**").line("@type record_transformer").open("record", "");
        fields.forEach((name, value) -> line(name + " " + value));
        close("record").close("filter");
    }

    @Override
    public void keep(String tags, String pattern) {
        grep(tags, "regexp", pattern);
    }

    @Override
    public void drop(String tags, String pattern) {
        grep(tags, "exclude", pattern);
    }

    private void grep(String tags, String element, String pattern) {
        open("filter", any(tags))
                .line("@type grep")
                .open(element, "")
                .line("key log")
                .line("pattern " + pattern)
                .close(element)
                .close("filter");
    }

    @Override
    public void include(String file) {
        line("@include " + file);
        text.append('\n');
    }

    @Override
    public void output(String match, String plugin, Map<String, String> entries) {
        open("match", match).line("@type " + plugin);
        entries.forEach((name, value) -> line(name + " " + value));
        close("match");
    }

    @Override
    public String pluginOption() {
        return "@type";
    }

    @Override
    public String any(String tags) {
        return tags + "**";
    }

    @Override
    public String variable(String name) {
        return "\"#{ENV['" + name + "']}\"";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
