package io.argosy.app.journal;

import static io.argosy.app.journal.SampleJournal.NOW;

import io.argosy.access.principals.Grants;
import io.argosy.access.principals.InlinePolicy;
import io.argosy.access.principals.ManagedPolicy;
import io.argosy.access.principals.Role;
import io.argosy.access.principals.TemporaryKey;
import io.argosy.access.principals.TemporaryKey.Holder;
import io.argosy.access.principals.TemporaryKey.TaskUse;
import io.argosy.access.principals.User;
import io.argosy.access.principals.UserKey;
import io.argosy.shapes.iam.Tag;
import io.argosy.state.AccountTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Users, roles, policies and keys in every case of them, for the sample journal.
final class SampleAccess {
    private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    private static final Grants GRANTS = new Grants(
            List.of(new InlinePolicy("own", POLICY)), List.of("arn:aws:iam::aws:policy/AdministratorAccess"));
    private static final List<Tag> TAGS =
            List.of(Tag.builder().key("team").value("shop").build());
    private static final String TASK = "arn:aws:ecs:local-1:123456789012:task/default/" + "7".repeat(32);

    private SampleAccess() {}

    static Instant everybody(AccountTransaction tx) {
        tx.add(new User("ann", "/", "AIDAANN", List.of(), Grants.NONE, NOW));
        tx.add(new User("bob", "/team/", "AIDABOB", TAGS, GRANTS, NOW));
        tx.add(new UserKey("AKIAANN", "hush", "ann", true, NOW));
        tx.add(new UserKey("AKIABOB", "hush", "bob", false, NOW));
        tx.add(new Role("web", "/", "AROAWEB", POLICY, new Role.Settings("", 3_600), List.of(), Grants.NONE, NOW));
        tx.add(new Role("ops", "/team/", "AROAOPS", POLICY, new Role.Settings("all of it", 43_200), TAGS, GRANTS, NOW));
        tx.add(new ManagedPolicy("123456789012", "mine", "/team/", "ANPAMINE", POLICY, "some", TAGS, NOW));
        key(tx, "ASIAROOT", new Holder.OfAccount());
        key(tx, "ASIAANN", new Holder.OfUser("ann", "AIDAANN"));
        key(tx, "ASIAOPS", new Holder.OfRole("ops", "AROAOPS", "s1", List.of(POLICY)));
        key(tx, "ASIATASK", new Holder.OfTask("web", "AROAWEB", TASK, TaskUse.APPLICATION, "path"));
        key(tx, "ASIAPULL", new Holder.OfTask("web", "AROAWEB", TASK, TaskUse.EXECUTION, "path2"));
        return tx.now();
    }

    private static void key(AccountTransaction tx, String id, Holder holder) {
        tx.add(new TemporaryKey(id, "hush", "token", holder, NOW, NOW.plus(Duration.ofHours(6))));
    }
}
