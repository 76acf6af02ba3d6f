"""Capacity, jobs and schedules by boto3, from their making to their end; an assertion that fails ends it.

Usage: waves.py ENDPOINT CLUSTER IMAGE, with the AWS variables of the server; its settings have a group `pool`.
"""

import datetime
import json
import sys
import time

import boto3
from botocore.exceptions import ClientError

endpoint, cluster, image = sys.argv[1:]
ecs, batch, scheduler, logs = (
    boto3.client(service, endpoint_url=endpoint) for service in ("ecs", "batch", "scheduler", "logs"))
cluster_arn = ecs.describe_clusters(clusters=[cluster])["clusters"][0]["clusterArn"]
region, account = cluster_arn.split(":")[3:5]


def ended(job):
    """What became of a job, asked for as workflow engines do."""
    for _ in range(300):
        detail = batch.describe_jobs(jobs=[job])["jobs"][0]
        if detail["status"] in ("SUCCEEDED", "FAILED"):
            return detail
        time.sleep(0.2)
    raise AssertionError(f"{job} is {detail['status']}: {detail}")


def submit(name, **more):
    return batch.submit_job(jobName=name, jobQueue="boto", jobDefinition="boto", **more)["jobId"]


def script(line):
    return {"command": ["sh", "-c", line]}


def capacity():
    group = f"arn:aws:autoscaling:{region}:{account}:autoScalingGroup:any:autoScalingGroupName/pool"
    ecs.create_capacity_provider(name="boto", autoScalingGroupProvider={
        "autoScalingGroupArn": group, "managedScaling": {"status": "ENABLED", "targetCapacity": 90}})
    ecs.put_cluster_capacity_providers(
        cluster=cluster, capacityProviders=["boto"], defaultCapacityProviderStrategy=[])
    ecs.update_capacity_provider(
        name="boto", autoScalingGroupProvider={"managedScaling": {"status": "ENABLED", "targetCapacity": 100}})
    seen = ecs.describe_capacity_providers(capacityProviders=["boto"])["capacityProviders"][0]
    assert seen["autoScalingGroupProvider"]["managedScaling"]["targetCapacity"] == 100, seen
    assert ecs.describe_clusters(clusters=[cluster])["clusters"][0]["capacityProviders"] == ["boto"]
    ecs.put_cluster_capacity_providers(cluster=cluster, capacityProviders=[], defaultCapacityProviderStrategy=[])
    ecs.delete_capacity_provider(capacityProvider="boto")


def made():
    batch.create_compute_environment(
        computeEnvironmentName="boto", type="MANAGED", tags={"argosy:cluster": cluster},
        computeResources={"type": "EC2", "minvCpus": 0, "maxvCpus": 8, "instanceTypes": ["optimal"],
                          "subnets": ["any"], "instanceRole": "any"})
    batch.create_job_queue(jobQueueName="boto", priority=1,
                           computeEnvironmentOrder=[{"order": 1, "computeEnvironment": "boto"}])
    batch.register_job_definition(
        jobDefinitionName="boto", type="container", parameters={"word": "hello"},
        retryStrategy={"attempts": 3, "evaluateOnExit": [{"onExitCode": "3", "action": "RETRY"},
                                                         {"onReason": "*", "action": "EXIT"}]},
        containerProperties={"image": image, "command": ["echo", "Ref::word"],
                             "resourceRequirements": [{"type": "VCPU", "value": "1"},
                                                      {"type": "MEMORY", "value": "16"}]})
    environment = batch.describe_compute_environments(computeEnvironments=["boto"])["computeEnvironments"][0]
    assert environment["ecsClusterArn"] == cluster_arn, environment


def jobs():
    first = submit("first", parameters={"word": "good morning"})
    array = submit("array", arrayProperties={"size": 3}, dependsOn=[{"jobId": first}],
                   containerOverrides=script("[ $AWS_BATCH_JOB_ATTEMPT = 2 ] || exit 3"))
    last = submit("last", dependsOn=[{"jobId": array}], containerOverrides=script("exit 5"))
    unwanted = submit("unwanted", dependsOn=[{"jobId": last}])
    batch.cancel_job(jobId=unwanted, reason="not wanted any more")

    assert ended(unwanted)["statusReason"] == "not wanted any more"
    good = ended(first)
    assert good["status"] == "SUCCEEDED" and good["container"]["exitCode"] == 0, good
    assert ended(array)["arrayProperties"]["statusSummary"]["SUCCEEDED"] == 3
    assert [len(ended(f"{array}:{i}")["attempts"]) for i in range(3)] == [2, 2, 2]
    bad = ended(last)
    assert bad["status"] == "FAILED" and bad["container"]["exitCode"] == 5 and len(bad["attempts"]) == 1, bad
    pages = batch.get_paginator("list_jobs").paginate(
        jobQueue="boto", filters=[{"name": "JOB_NAME", "values": ["*"]}], PaginationConfig={"PageSize": 2})
    assert {job["jobName"] for page in pages for job in page["jobSummaryList"]} == {
        "first", "array", "last", "unwanted"}
    written(good["container"]["logStreamName"], "good morning")


def written(stream, text):
    for _ in range(100):
        try:
            events = logs.get_log_events(logGroupName="/aws/batch/job", logStreamName=stream)["events"]
            if any(text in event["message"] for event in events):
                return
        except logs.exceptions.ResourceNotFoundException:
            pass
        time.sleep(0.2)
    raise AssertionError(f"{stream} does not say {text}")


def schedules():
    scheduler.create_schedule_group(Name="boto")
    due = datetime.datetime.utcnow().replace(microsecond=0) + datetime.timedelta(seconds=3)
    once = dict(
        Name="once", GroupName="boto", FlexibleTimeWindow={"Mode": "OFF"},
        ScheduleExpression=f"at({due.isoformat()})",
        Target={"Arn": "arn:aws:scheduler:::aws-sdk:batch:submitJob",
                "RoleArn": f"arn:aws:iam::{account}:role/scheduler",
                "Input": json.dumps({"JobName": "scheduled", "JobQueue": "boto", "JobDefinition": "boto"})})
    arn = scheduler.create_schedule(**once)["ScheduleArn"]
    assert scheduler.get_schedule(Name="once", GroupName="boto")["Arn"] == arn
    pages = scheduler.get_paginator("list_schedules").paginate(GroupName="boto")
    assert [one["Name"] for page in pages for one in page["Schedules"]] == ["once"]
    for _ in range(150):
        found = batch.list_jobs(
            jobQueue="boto", filters=[{"name": "JOB_NAME", "values": ["scheduled"]}])["jobSummaryList"]
        if found:
            break
        time.sleep(0.2)
    assert ended(found[0]["jobId"])["status"] == "SUCCEEDED"
    scheduler.update_schedule(**{**once, "ScheduleExpression": "cron(15 2 ? * MON-FRI *)", "State": "DISABLED"})
    assert scheduler.get_schedule(Name="once", GroupName="boto")["State"] == "DISABLED"
    scheduler.delete_schedule(Name="once", GroupName="boto")
    scheduler.delete_schedule_group(Name="boto")


def refused():
    try:
        submit("no good name!")
    except ClientError as error:
        assert error.response["Error"]["Code"] == "ClientException", error
        assert "Job name should match valid pattern" in error.response["Error"]["Message"], error
    else:
        raise AssertionError("a bad name was taken")
    try:
        scheduler.get_schedule(Name="nobody")
    except scheduler.exceptions.ResourceNotFoundException:
        return
    raise AssertionError("there is a schedule nobody made")


def taken_away():
    batch.deregister_job_definition(jobDefinition="boto:1")
    for change, end in ((lambda: batch.update_job_queue(jobQueue="boto", state="DISABLED"),
                         lambda: batch.delete_job_queue(jobQueue="boto")),
                        (lambda: batch.update_compute_environment(computeEnvironment="boto", state="DISABLED"),
                         lambda: batch.delete_compute_environment(computeEnvironment="boto"))):
        change()
        end()
    assert batch.describe_job_queues()["jobQueues"] == []


for part in (capacity, made, jobs, schedules, refused, taken_away):
    begin = time.monotonic()
    part()
    print(f"{part.__name__} {time.monotonic() - begin:.1f} s")
