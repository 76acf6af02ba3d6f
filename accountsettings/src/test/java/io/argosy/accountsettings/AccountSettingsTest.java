package io.argosy.accountsettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.WireStory;
import io.argosy.control.operations.Workshop;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.ClusterSetting;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.DeleteAccountSettingRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListAccountSettingsRequest;
import io.argosy.shapes.ecs.PutAccountSettingDefaultRequest;
import io.argosy.shapes.ecs.PutAccountSettingRequest;
import io.argosy.shapes.ecs.Setting;
import io.argosy.wire.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Account settings (ecs-semantics 10.1): who gives what, what counts, and what follows from it.
final class AccountSettingsTest {
    private static final String INSIGHTS = "containerInsights";
    private static final Caller ROOT = caller("arn:aws:iam::123456789012:root");
    private static final Caller ANNA = caller("arn:aws:iam::123456789012:user/anna");
    private static final Caller CI = caller("arn:aws:sts::123456789012:assumed-role/ci/run-7");

    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        workshop.operations().addAll(AccountSettingOperations.all(workshop.clusters()));
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private static Caller caller(String principal) {
        return new Caller(Workshop.REALM, principal, "AKID", "request-1");
    }

    @SuppressWarnings("unchecked")
    private <I extends Shape, O extends Shape> O as(Caller caller, OperationModel<I, O> model, I input) {
        return ((Operation<I, O>) workshop.operations().stream()
                        .filter(operation -> operation.model().name().equals(model.name()))
                        .findFirst()
                        .orElseThrow())
                .handle(caller, input);
    }

    private Setting put(Caller caller, String name, String value) {
        return as(
                        caller,
                        Ecs.PUT_ACCOUNT_SETTING,
                        PutAccountSettingRequest.builder()
                                .name(name)
                                .value(value)
                                .build())
                .setting()
                .orElseThrow();
    }

    private void putDefault(String name, String value) {
        as(
                ANNA,
                Ecs.PUT_ACCOUNT_SETTING_DEFAULT,
                PutAccountSettingDefaultRequest.builder()
                        .name(name)
                        .value(value)
                        .build());
    }

    private List<String> listed(Caller caller, UnaryOperator<ListAccountSettingsRequest.Builder> asked) {
        List<String> all = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            var page = as(
                    caller,
                    Ecs.LIST_ACCOUNT_SETTINGS,
                    asked.apply(ListAccountSettingsRequest.builder())
                            .nextToken(token)
                            .build());
            page.settings().orElseThrow().forEach(setting -> all.add(text(setting)));
            token = page.nextToken();
        } while (token.isPresent());
        return all;
    }

    private static String text(Setting setting) {
        String principal = setting.principalArn().orElseThrow();
        return setting.name().orElseThrow() + "=" + setting.value().orElseThrow() + " of "
                + principal.substring(principal.lastIndexOf(':') + 1);
    }

    private List<ClusterSetting> settingsOfCluster(Caller caller, String name) {
        return as(
                        caller,
                        Ecs.CREATE_CLUSTER,
                        CreateClusterRequest.builder().clusterName(name).build())
                .cluster()
                .orElseThrow()
                .settings()
                .orElseThrow();
    }

    @Test
    void everySettingHasAValueThatCountsUntilItIsGivenOne() {
        assertThat(listed(ANNA, same -> same)).isEmpty();
        assertThat(listed(ANNA, all -> all.effectiveSettings(true)))
                .containsExactly(
                        "awsvpcTrunking=disabled of user/anna",
                        "containerInsights=disabled of user/anna",
                        "containerInstanceLongArnFormat=enabled of user/anna",
                        "defaultLogDriverMode=non-blocking of user/anna",
                        "dualStackIPv6=disabled of user/anna",
                        "fargateEventWindows=disabled of user/anna",
                        "fargateFIPSMode=disabled of user/anna",
                        "fargateTaskRetirementWaitPeriod=7 of user/anna",
                        "guardDutyActivate=off of user/anna",
                        "serviceLongArnFormat=enabled of user/anna",
                        "tagResourceAuthorization=on of user/anna",
                        "taskLongArnFormat=enabled of user/anna");
    }

    @Test
    void aPrincipalsOwnComesBeforeTheDefaultOfTheAccount() {
        putDefault(INSIGHTS, "enabled");
        put(CI, INSIGHTS, "enhanced");

        assertThat(listed(ANNA, one -> one.name(INSIGHTS).effectiveSettings(true)))
                .containsExactly("containerInsights=enabled of user/anna");
        assertThat(listed(CI, one -> one.name(INSIGHTS).effectiveSettings(true)))
                .containsExactly("containerInsights=enhanced of role/ci");
        assertThat(listed(ANNA, one -> one.principalArn("arn:aws:iam::123456789012:role/ci")))
                .containsExactly("containerInsights=enhanced of role/ci");
        assertThat(listed(ROOT, same -> same)).containsExactly("containerInsights=enabled of root");
        assertThat(listed(ROOT, one -> one.name(INSIGHTS).value("disabled"))).isEmpty();
    }

    @Test
    void whatIsDroppedLeavesWhatCountsThen() {
        putDefault(INSIGHTS, "enabled");
        put(ANNA, INSIGHTS, "disabled");
        var drop = DeleteAccountSettingRequest.builder().name(INSIGHTS).build();

        assertThat(text(as(ANNA, Ecs.DELETE_ACCOUNT_SETTING, drop).setting().orElseThrow()))
                .isEqualTo("containerInsights=enabled of user/anna");
        assertThat(text(as(ROOT, Ecs.DELETE_ACCOUNT_SETTING, drop).setting().orElseThrow()))
                .isEqualTo("containerInsights=disabled of root");
        assertThat(text(as(ANNA, Ecs.DELETE_ACCOUNT_SETTING, drop).setting().orElseThrow()))
                .isEqualTo("containerInsights=disabled of user/anna");
    }

    @Test
    void newClustersHaveTheInsightsOfWhoMakesThem() {
        put(ANNA, INSIGHTS, "enhanced");

        assertThat(settingsOfCluster(ANNA, "hers"))
                .extracting(setting -> setting.value().orElseThrow())
                .containsExactly("enhanced");
        assertThat(settingsOfCluster(ROOT, "others"))
                .extracting(setting -> setting.value().orElseThrow())
                .containsExactly("disabled");
        assertThat(settingsOfCluster(ROOT, "hers"))
                .extracting(setting -> setting.value().orElseThrow())
                .containsExactly("enhanced");
    }

    @Test
    void aSettingOutlivesTheServer() throws IOException {
        put(ANNA, INSIGHTS, "enhanced");
        workshop.close();
        open();

        assertThat(listed(ANNA, same -> same)).containsExactly("containerInsights=enhanced of user/anna");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            insights             | enabled  | insights should be one of [serviceLongArnFormat,taskLongArnFormat,
            containerInsights    | on       | containerInsights should be one of [enabled,disabled,enhanced]
            taskLongArnFormat    | disabled | taskLongArnFormat should be one of [enabled]
            guardDutyActivate    | on       | The account setting guardDutyActivate cannot be changed.
            fargateTaskRetirementWaitPeriod | 14 | Only the root user can change the account setting
            """)
    void whatCannotBeGivenIsRefused(String name, String value, String text) {
        assertThatThrownBy(() -> put(ANNA, name, value)).hasMessageContaining(text);
    }

    @Test
    void principalsAreOfTheAccountAndValuesHaveNames() {
        assertThat(put(ROOT, "fargateTaskRetirementWaitPeriod", "14").value()).contains("14");
        assertThat(put(ANNA, "dualStackIPv6", "enabled").type()).contains("user");
        assertThatThrownBy(() -> listed(ANNA, one -> one.principalArn("arn:aws:iam::999999999999:user/anna")))
                .hasMessageContaining("principalArn should be the ARN of a user, a role or the root user of account");
        assertThatThrownBy(() -> listed(ANNA, one -> one.value("enabled")))
                .hasMessageContaining("A value can be given together with a name only.");
    }

    /// As they travel.
    @Test
    void everyAnswerIsAsItWas() throws IOException {
        WireStory.tell(
                List.of(
                        Ecs.PUT_ACCOUNT_SETTING_DEFAULT,
                        Ecs.PUT_ACCOUNT_SETTING,
                        Ecs.LIST_ACCOUNT_SETTINGS,
                        Ecs.DELETE_ACCOUNT_SETTING),
                workshop);
    }
}
