package io.argosy.lifecycle;

/// A text in which `*` stands for any characters. It is compared from left to right with one step back at most to the
/// last `*`, so no pattern makes it slow.
public record Wildcard(String pattern) {

    public boolean matches(String text) {
        int at = 0;
        int next = 0;
        int star = -1;
        int tried = 0;
        while (at < text.length()) {
            if (next < pattern.length() && pattern.charAt(next) == '*') {
                star = next++;
                tried = at;
            } else if (next < pattern.length() && pattern.charAt(next) == text.charAt(at)) {
                next++;
                at++;
            } else if (star >= 0) {
                next = star + 1;
                at = ++tried;
            } else {
                return false;
            }
        }
        while (next < pattern.length() && pattern.charAt(next) == '*') {
            next++;
        }
        return next == pattern.length();
    }
}
