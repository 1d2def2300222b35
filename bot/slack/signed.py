"""Whether a request is Slack's, said before anything in it is read: what strangers send is never parsed.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import re
from collections.abc import Mapping

from slack_sdk.signature import SignatureVerifier

_STAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_LOOKING = b"ssl_check=1"  # Slack looks whether the address has a certificate, and signs nothing


def is_signed(headers: Mapping[str, str], body: bytes, verifier: SignatureVerifier | None) -> bool:
    """Say whether Slack signed a body, and lately; the verifier is Slack's own. Without one nothing is signed.

    What has no shape is refused before: the verifier would trip over it.
    """
    stamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
    if verifier is None or not _STAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature):
        return False
    try:
        return verifier.is_valid(body, stamp, signature)
    except UnicodeDecodeError:
        return False


def is_look(body: bytes) -> bool:
    """Say whether a request only looks whether somebody is here.

    https://api.slack.com/interactivity/slash-commands
    """
    return _LOOKING in body.split(b"&")
