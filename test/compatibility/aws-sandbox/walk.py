"""A walk through two accounts of the sandbox with boto3 as people have it. Prints `walked` when everything held."""

import json
import sys

import boto3
from botocore.exceptions import ClientError

ENDPOINT = sys.argv[1]


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return error.response["Error"]["Message"]
    raise AssertionError(f"{call} was answered, and should have been refused with {code}")


def session(sts, role, **more):
    credentials = sts.assume_role(RoleArn=role, RoleSessionName="rosa@example.com", **more)["Credentials"]
    return boto3.Session(
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
        region_name="us-east-1",
    )


broker = boto3.client("sts", endpoint_url=ENDPOINT)
assert broker.get_caller_identity()["Account"] == "100000000002"
refused("AccessDenied", broker.assume_role, RoleArn="arn:aws:iam::100000000003:role/legacy-ftp-export", RoleSessionName="rosa")

engineer = session(broker, "arn:aws:iam::100000000003:role/people/payments-engineer", Tags=[{"Key": "team", "Value": "payments"}])
identity = engineer.client("sts", endpoint_url=ENDPOINT).get_caller_identity()
assert identity["Arn"] == "arn:aws:sts::100000000003:assumed-role/payments-engineer/rosa@example.com"

s3 = engineer.client("s3", endpoint_url=ENDPOINT)
assert "payments-production-receipts" in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
pages = s3.get_paginator("list_objects_v2").paginate(Bucket="payments-production-receipts", PaginationConfig={"PageSize": 2})
keys = [entry["Key"] for page in pages for entry in page["Contents"]]
assert len(keys) == 4, keys
assert b"Receipts" in s3.get_object(Bucket="payments-production-receipts", Key="readme.txt")["Body"].read()
message = refused("AccessDenied", s3.put_object, Bucket="payments-production-receipts", Key="x", Body=b"x")
assert "because no identity-based policy allows the s3:PutObject action" in message, message
refused("NoSuchKey", s3.get_object, Bucket="payments-production-receipts", Key="nope")
refused("AccessDenied", engineer.client("iam", endpoint_url=ENDPOINT).list_roles)

viewer = session(broker, "arn:aws:iam::100000000006:role/people/playground-developer")
playground = viewer.client("s3", endpoint_url=ENDPOINT)
playground.put_object(Bucket="sandbox-playground-scratch", Key="from/boto3.txt", Body=b"hello", Metadata={"by": "boto3"})
head = playground.head_object(Bucket="sandbox-playground-scratch", Key="from/boto3.txt")
assert head["ContentLength"] == 5 and head["Metadata"] == {"by": "boto3"}, head
refused("404", playground.head_object, Bucket="sandbox-playground-scratch", Key="nope")

roles = [role["RoleName"] for page in viewer.client("iam", endpoint_url=ENDPOINT).get_paginator("list_roles").paginate(PaginationConfig={"PageSize": 3}) for role in page["Roles"]]
assert "playground-developer" in roles and len(roles) == len(set(roles)), roles

# Messages between two accounts: a topic of payments, a queue of the data platform.
payments = session(broker, "arn:aws:iam::100000000003:role/people/cloud-administrator")
data = session(broker, "arn:aws:iam::100000000005:role/people/cloud-administrator")
sqs, sns = (payments.client(name, endpoint_url=ENDPOINT) for name in ("sqs", "sns"))
their_sqs, their_sns = (data.client(name, endpoint_url=ENDPOINT) for name in ("sqs", "sns"))

urls = [url for page in sqs.get_paginator("list_queues").paginate(PaginationConfig={"PageSize": 2}) for url in page["QueueUrls"]]
assert ENDPOINT + "/100000000003/payments-events" in urls and len(urls) == len(set(urls)) > 4, urls
missing = sqs.exceptions.QueueDoesNotExist
try:
    sqs.get_queue_url(QueueName="nope")
    raise AssertionError("a queue that is not there was found")
except missing as error:
    assert error.response["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue", error.response
message = refused("AccessDenied", engineer.client("sqs", endpoint_url=ENDPOINT).create_queue, QueueName="mine")
assert "sqs:createqueue on resource: arn:aws:sqs:us-east-1:100000000003:mine" in message, message

queue = sqs.create_queue(QueueName="walk", Attributes={"VisibilityTimeout": "60"}, tags={"team": "payments"})["QueueUrl"]
assert sqs.list_queue_tags(QueueUrl=queue)["Tags"] == {"team": "payments"}
refused("QueueAlreadyExists", sqs.create_queue, QueueName="walk", Attributes={"VisibilityTimeout": "61"})
sent = sqs.send_message(QueueUrl=queue, MessageBody="hello", MessageAttributes={"raw": {"DataType": "Binary", "BinaryValue": b"\x00\x01"}})
batch = sqs.send_message_batch(QueueUrl=queue, Entries=[{"Id": name, "MessageBody": name} for name in ("a", "b")])
assert [entry["Id"] for entry in batch["Successful"]] == ["a", "b"] and "Failed" not in batch, batch
first = sqs.receive_message(QueueUrl=queue, AttributeNames=["All"], MessageAttributeNames=["All"])["Messages"][0]
assert first["MessageId"] == sent["MessageId"] and first["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"], first
assert first["MessageAttributes"]["raw"]["BinaryValue"] == b"\x00\x01" and first["Attributes"]["ApproximateReceiveCount"] == "1", first
sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=first["ReceiptHandle"], VisibilityTimeout=0)
handles = [entry["ReceiptHandle"] for entry in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]]
assert len(handles) == 3, handles
sqs.delete_message_batch(QueueUrl=queue, Entries=[{"Id": str(index), "ReceiptHandle": handle} for index, handle in enumerate(handles)])
assert "Messages" not in sqs.receive_message(QueueUrl=queue)
refused("ReceiptHandleIsInvalid", sqs.delete_message, QueueUrl=queue, ReceiptHandle="x")
sqs.purge_queue(QueueUrl=queue)
refused("AWS.SimpleQueueService.PurgeQueueInProgress", sqs.purge_queue, QueueUrl=queue)

refused("AccessDenied", their_sqs.send_message, QueueUrl=queue, MessageBody="from outside")
sqs.add_permission(QueueUrl=queue, Label="data", AWSAccountIds=["100000000005"], Actions=["SendMessage"])
their_sqs.send_message(QueueUrl=queue, MessageBody="from outside")
assert sqs.receive_message(QueueUrl=queue)["Messages"][0]["Body"] == "from outside"
settled = their_sqs.get_queue_url(QueueName="payments-settlements", QueueOwnerAWSAccountId="100000000003")["QueueUrl"]
sqs.send_message(QueueUrl=settled, MessageBody="settled")
assert their_sqs.receive_message(QueueUrl=settled)["Messages"], "the data platform may read what was settled"

topic = sns.create_topic(Name="walk", Tags=[{"Key": "team", "Value": "payments"}])["TopicArn"]
assert topic in [entry["TopicArn"] for page in sns.get_paginator("list_topics").paginate() for entry in page["Topics"]]
inbox = their_sqs.create_queue(QueueName="walk-inbox")["QueueUrl"]
inbox_arn = their_sqs.get_queue_attributes(QueueUrl=inbox, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
statement = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": inbox_arn, "Condition": {"ArnEquals": {"aws:SourceArn": topic}}}
their_sqs.set_queue_attributes(QueueUrl=inbox, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [statement]})})
refused("AuthorizationError", their_sns.subscribe, TopicArn=topic, Protocol="sqs", Endpoint=inbox_arn)
sns.add_permission(TopicArn=topic, Label="data", AWSAccountId=["100000000005"], ActionName=["Subscribe"])
subscription = their_sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=inbox_arn, Attributes={"FilterPolicy": json.dumps({"kind": ["refund"]})})["SubscriptionArn"]
for kind in ("sale", "refund"):
    sns.publish(TopicArn=topic, Subject=kind, Message=f"a {kind}", MessageAttributes={"kind": {"DataType": "String", "StringValue": kind}})
delivered = their_sqs.receive_message(QueueUrl=inbox, MaxNumberOfMessages=10, WaitTimeSeconds=5)["Messages"]
assert [json.loads(entry["Body"])["Message"] for entry in delivered] == ["a refund"], delivered
their_sns.unsubscribe(SubscriptionArn=subscription)
refused("NotFound", their_sns.get_subscription_attributes, SubscriptionArn=subscription)
assert sns.list_tags_for_resource(ResourceArn=topic)["Tags"] == [{"Key": "team", "Value": "payments"}]
sns.delete_topic(TopicArn=topic)
refused("NotFound", sns.get_topic_attributes, TopicArn=topic)
sqs.delete_queue(QueueUrl=queue)
refused("AWS.SimpleQueueService.QueueDeletedRecently", sqs.create_queue, QueueName="walk")

print("walked")
