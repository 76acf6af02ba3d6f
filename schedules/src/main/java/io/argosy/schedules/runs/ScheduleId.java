package io.argosy.schedules.runs;

import io.argosy.model.AccountRegion;

/// What is due, as the end of its ARN: `schedule/GROUP/NAME` of the scheduler, `rule/NAME` of Events.
public record ScheduleId(String value) {
    private static final String SCHEDULE = "schedule/";
    private static final String RULE = "rule/";

    public static ScheduleId schedule(String group, String name) {
        return new ScheduleId(SCHEDULE + group + "/" + name);
    }

    public static ScheduleId rule(String name) {
        return new ScheduleId(RULE + name);
    }

    public boolean ofRule() {
        return value.startsWith(RULE);
    }

    /// Of a schedule `GROUP/NAME`, of a rule its name: the key of its entity.
    public String key() {
        return value.substring((ofRule() ? RULE : SCHEDULE).length());
    }

    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    public String arn(AccountRegion realm) {
        return "arn:aws:" + (ofRule() ? "events" : "scheduler") + ":" + realm.region() + ":" + realm.account() + ":"
                + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
