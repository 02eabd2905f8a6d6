"""A storage that speaks S3, on a port of its own, which can go away and come back."""

import json
from io import StringIO

import boto3
from django.core.management import call_command
from moto.server import ThreadedMotoServer

from studio.tests.proxy import free_ports

NAME = "studio"


class Bucket:
    """What the site puts there; strangers may read what ``configure bucket`` lets them."""

    def __init__(self):
        [self.port] = free_ports(1)
        self.origin = f"http://127.0.0.1:{self.port}"
        self.setting = f"s3+http://key:s3cret%2F@127.0.0.1:{self.port}/{NAME}"
        self.server = None
        self.open()

    def open(self):
        if self.server is None:
            self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
            self.server.start()

    def close(self):
        if self.server is not None:
            self.server.stop()
            self.server = None

    @property
    def client(self):
        return boto3.client(
            "s3",
            endpoint_url=self.origin,
            aws_access_key_id="key",
            aws_secret_access_key="s3cret/",
            region_name="us-east-1",
        )

    def make(self):
        """Empty, with the policy that is shipped."""
        self.open()
        names = self.names() if self.client.list_buckets()["Buckets"] else []
        for name in names:
            self.client.delete_object(Bucket=NAME, Key=name)
        self.client.create_bucket(Bucket=NAME)
        written = StringIO()
        call_command("configure", "bucket", stdout=written)
        self.client.put_bucket_policy(
            Bucket=NAME, Policy=json.dumps(json.loads(written.getvalue()))
        )

    def names(self):
        """Everything that lies there."""
        listed = self.client.list_objects_v2(Bucket=NAME)
        return sorted(one["Key"] for one in listed.get("Contents", []))
