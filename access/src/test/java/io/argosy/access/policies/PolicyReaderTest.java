package io.argosy.access.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyReaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not json | This policy contains invalid Json
            [] | This policy contains invalid Json
            {"Version":"2012-10-17"} | Syntax errors in policy: it must contain a Statement.
            {"Version":"2012-10-17","Statement":[]} | Syntax errors in policy: it must contain a Statement.
            {"Version":"2020-01-01","Statement":[]} | Policy document must be version 2012-10-17 or greater.
            {"Statement":"x"} | Syntax errors in policy: Statement must be a JSON object.
            {"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*"},"Other":1} | Unknown field Other
            {"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*","Actions":1}} | Unknown field Actions
            {"Statement":{"Effect":"Perhaps","Action":"a:B","Resource":"*"}} | Invalid effect: Perhaps
            {"Statement":{"Effect":"Allow","Resource":"*"}} | Policy statement must contain actions.
            {"Statement":{"Effect":"Allow","Action":"a:B"}} | Policy statement must contain resources.
            {"Statement":{"Effect":"Allow","Action":"a:B","Resource":[]}} | Policy statement must contain resources.
            {"Statement":{"Effect":"Allow","Action":"a:B","NotAction":"a:C","Resource":"*"}} | Syntax errors in policy: Action and NotAction in one statement.
            {"Statement":{"Effect":"Allow","Action":"RunTask","Resource":"*"}} | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
            {"Statement":{"Effect":"Allow","Action":"a:B","Resource":"web"}} | Resource web must be in ARN format or "*".
            {"Statement":{"Effect":"Allow","Action":{},"Resource":"*"}} | Syntax errors in policy.
            {"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*","Principal":"*"}} | Policy document should not specify a principal.
            {"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":{"StringIs":{"aws:username":"x"}}}} | Invalid Condition type : StringIs.
            {"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":{"ForSome:StringEquals":{"aws:username":"x"}}}} | Invalid Condition type : ForSome:StringEquals.
            {"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":{"NumericLessThan":{"x:n":"1e9"}}}} | Invalid value '1e9' of NumericLessThan.
            {"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/33"}}}} | Invalid value '10.0.0.0/33' of IpAddress.
            {"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":{"StringEquals":{"username":"x"}}}} | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
            {"Statement":[{"Sid":"a","Effect":"Allow","Action":"a:B","Resource":"*"},{"Sid":"a","Effect":"Allow","Action":"a:B","Resource":"*"}]} | Statement IDs (SID) in a single policy must be unique.
            """)
    void whatIsNoPolicyIsRefusedWithItsReason(String text, String because) {
        assertThatThrownBy(() -> PolicyReader.identity(text))
                .isInstanceOf(MalformedPolicy.class)
                .hasMessage(because);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}} | AssumeRole policy must contain principals: Missing required field Principal
            {"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}} | Has prohibited field Resource
            {"Statement":{"Effect":"Allow","Principal":"*","Action":"ecs:RunTask"}} | AssumeRole policy may only specify STS AssumeRole actions.
            {"Statement":{"Effect":"Allow","Principal":{"AWS":"ann"},"Action":"sts:AssumeRole"}} | Invalid principal in policy: "AWS":"ann"
            {"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/*"},"Action":"sts:AssumeRole"}} | Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/*"
            {"Statement":{"Effect":"Allow","Principal":{"Who":"ann"},"Action":"sts:AssumeRole"}} | Invalid principal in policy: "Who":"ann"
            """)
    void whatIsNoTrustPolicyIsRefusedWithItsReason(String text, String because) {
        assertThatThrownBy(() -> PolicyReader.trust(text))
                .isInstanceOf(MalformedPolicy.class)
                .hasMessage(because);
    }

    @Test
    void aPatternOfManyStarsIsSoonDone() {
        var pattern = TextPattern.wild("*a".repeat(3_000) + "b", false);
        String value = "a".repeat(6_000);

        boolean matches = pattern.matches(value, RequestContext.EMPTY);

        assertThat(matches).isFalse();
    }
}
