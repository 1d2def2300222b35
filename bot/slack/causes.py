"""What Slack's words for why something failed mean to people.

https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

from bot.delivery.fault import Cause

_ERRORS: dict[Cause, tuple[str, ...]] = {
    "busy": ("message_limit_exceeded", "rate_limited", "ratelimited"),
    "unreachable": (
        "fatal_error",
        "internal_error",
        "nonsense",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "unreachable",
    ),
    "person gone": ("cannot_dm_bot", "user_disabled", "user_not_found", "user_not_visible"),
    "place closed": (
        "channel_not_found",
        "is_archived",
        "is_inactive",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
    ),
    "not invited": ("not_in_channel",),
    "removed": ("account_inactive", "app_uninstalled", "invalid_auth", "not_authed", "token_expired", "token_revoked"),
    "not allowed": (
        "access_denied",
        "as_user_not_supported",
        "ekm_access_denied",
        "messages_tab_disabled",
        "missing_scope",
        "no_permission",
        "org_login_required",
        "team_access_not_granted",
    ),
    "message gone": ("cant_update_message", "message_not_found"),
    "expired": ("expired_url", "used_url"),
    "unfit": (
        "attachment_payload_limit_exceeded",
        "edit_window_closed",
        "invalid_blocks",
        "invalid_blocks_format",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "too_many_attachments",
    ),
}
_CAUSES = {error: cause for cause, errors in _ERRORS.items() for error in errors}


def cause_of(error: str) -> Cause:
    """Return what an error of Slack's means; one that Slack has not documented is unknown."""
    return _CAUSES.get(error, "unknown")
