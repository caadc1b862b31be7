"""A walk through two accounts of the sandbox with boto3 as people have it. Prints `walked` when everything held."""

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

print("walked")
