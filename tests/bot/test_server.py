"""Where Baton says that it is."""

import pytest

from bot.server import where


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("127.0.0.1", "Baton is at http://127.0.0.1:8300"),
        ("::1", "Baton is at http://[::1]:8300"),
        (
            "0.0.0.0",  # noqa: S104 - nothing listens here
            "Baton is at http://127.0.0.1:8300 on this machine, and listens on 0.0.0.0:8300 for Slack and Teams",
        ),
        (
            "192.168.7.20",
            "Baton listens on 192.168.7.20:8300 for Slack and Teams; for its page, set BATON_HOST to 127.0.0.1 or 0.0.0.0",
        ),
    ],
)
def test_it_says_where_its_page_can_be_opened(host: str, said: str) -> None:
    assert where(host, 8300) == said
