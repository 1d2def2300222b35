"""Whether a request is Slack's, said before anything in it is read: what strangers send is never parsed.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hmac
import re
from collections.abc import Mapping

_STAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_LOOKING = b"ssl_check=1"  # Slack looks whether the address has a certificate, and signs nothing


def is_signed(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Say whether a body was signed with the secret, however long ago."""
    stamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
    if not _STAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature):
        return False
    wanted = hmac.digest(secret.encode(), b"v0:%s:%s" % (stamp.encode(), body), "sha256").hex()
    return hmac.compare_digest(f"v0={wanted}", signature)


def is_look(body: bytes) -> bool:
    """Say whether a request only looks whether somebody is here.

    https://api.slack.com/interactivity/slash-commands
    """
    return _LOOKING in body.split(b"&")
