package io.argosy.state;

/// A row that this version cannot read, and why.
public record UnreadableRow(Row row, String reason) {
    @Override
    public String toString() {
        return row + ": " + reason;
    }
}
