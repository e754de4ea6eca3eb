"""Opens a DSSE envelope and reads its in-toto statement with the libraries of both projects.

    read-envelope.py ENVELOPE PUBLIC_KEY

Prints the statement's subjects and the result; ends with an exception for what either of them refuses.
"""

import json
import sys

from cryptography.hazmat.primitives.serialization import load_pem_public_key
from google.protobuf.json_format import MessageToDict, ParseDict
from in_toto_attestation.predicates.test_result.v0.test_result_pb2 import TestResult
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

with open(sys.argv[1], encoding="utf8") as file:
    written = json.load(file)
with open(sys.argv[2], "rb") as file:
    public = load_pem_public_key(file.read())

key = SSlibKey.from_crypto(public, keyid=written["signatures"][0]["keyid"])
envelope = Envelope.from_dict(written)
envelope.verify([key], 1)
if envelope.payload_type != "application/vnd.in-toto+json":
    raise ValueError(envelope.payload_type)

# A field that is not in the specification is refused in the statement. In the predicate readers ignore it.
proto = ParseDict(json.loads(envelope.payload), statement_pb2.Statement())
Statement.copy_from_pb(proto).validate()
predicate = ParseDict(MessageToDict(proto.predicate), TestResult(), ignore_unknown_fields=True)
print(
    json.dumps(
        {
            "subject": [{"name": it.name, "digest": dict(it.digest)} for it in proto.subject],
            "predicateType": proto.predicate_type,
            "result": predicate.result,
            "configuration": [it.name for it in predicate.configuration],
            "tests": len(predicate.passed_tests) + len(predicate.warned_tests) + len(predicate.failed_tests),
        }
    )
)
