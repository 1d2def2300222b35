"""What Baton asks of Slack: the same as ``manifest.yml``, which a test holds to this, and the code to both."""

from bot.slack.read import ASK, ASK_ABOUT, BRING, SAVE

COMMANDS = ("/guide", "/situation", "/tip", "/checklist", "/baton")
SHORTCUTS = {ASK: "global", SAVE: "message", ASK_ABOUT: "message", BRING: "message"}

# Each event, and the scope it needs. https://docs.slack.dev/reference/events
EVENTS = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "tokens_revoked": "",
    "user_change": "users:read",
}

# Each method that is called, and the scopes it needs. https://docs.slack.dev/reference/methods
METHODS: dict[str, tuple[str, ...]] = {
    "apps.connections.open": (),  # with the app-level token, and connections:write there
    "auth.test": (),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "conversations.list": ("channels:read", "groups:read"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "users.info": ("users:read",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}
READS = ("auth.test", "conversations.history", "conversations.list", "conversations.replies", "users.info")

SCOPES = tuple(
    sorted(
        {"commands"}  # for slash commands and shortcuts
        | {scope for scope in EVENTS.values() if scope}
        | {scope for scopes in METHODS.values() for scope in scopes}
    )
)
