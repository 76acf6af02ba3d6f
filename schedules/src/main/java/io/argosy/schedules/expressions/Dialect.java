package io.argosy.schedules.expressions;

/// Two services read expressions, and not alike (schedules-events-logs 2.4).
public enum Dialect {
    /// EventBridge Scheduler: five or six fields, any unit with any number, and `at`.
    SCHEDULER(5, 2199),
    /// Rules of EventBridge: six fields, `1 minute` and `2 minutes`, and no `at`.
    RULES(6, 9999);

    final int fewestFields;
    final int lastYear;

    Dialect(int fewestFields, int lastYear) {
        this.fewestFields = fewestFields;
        this.lastYear = lastYear;
    }
}
