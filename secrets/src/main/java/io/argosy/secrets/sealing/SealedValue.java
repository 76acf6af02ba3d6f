package io.argosy.secrets.sealing;

/// A value as it lies in the journal: text that says nothing without the key file.
public record SealedValue(String text) {
    @Override
    public String toString() {
        return "SealedValue[" + text.length() + " letters]";
    }
}
