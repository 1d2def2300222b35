"""Who may use the page: this machine, at this page's own address, from this page itself; and what a browser may do."""

from collections.abc import Mapping
from ipaddress import ip_address

from aiohttp import web

SAFE_METHODS = ("GET", "HEAD")
MOST_BYTES = 256 * 1024

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with it a browser sends "Origin: null" with the page's own forms.
    # https://fetch.spec.whatwg.org/#append-a-request-origin-header
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FILE_CACHING = "no-cache"  # kept, but asked about each time, so an upgrade is seen at once
PAGE_CACHING = "no-store"


def own_hosts(port: int) -> tuple[str, ...]:
    """Return the Host headers that mean this page."""
    hosts = (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}")
    return (*hosts, "127.0.0.1", "localhost", "[::1]") if port == 80 else hosts


def fault(method: str, headers: Mapping[str, str], peer: str, port: int) -> str:
    """Return why a request is refused, as the sentence to answer with, or nothing if it may pass."""
    if not _is_loopback(peer):
        return "This page is for people at this machine alone."
    host = headers.get("Host", "").lower()
    if host not in own_hosts(port):
        return f"This page answers at http://127.0.0.1:{port} and http://localhost:{port} alone."
    if method not in SAFE_METHODS and not _comes_from(f"http://{host}", headers):
        return "Another page sent this, so nothing was done. Open Baton itself and try again there."
    return ""


def _is_loopback(peer: str) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _comes_from(page: str, headers: Mapping[str, str]) -> bool:
    """Say whether a browser says that this page sent the request; one that says nothing is not believed."""
    if "Origin" in headers:
        return headers["Origin"].lower() == page
    if "Sec-Fetch-Site" in headers:
        return headers["Sec-Fetch-Site"] == "same-origin"
    return headers.get("Referer", "").lower().startswith(f"{page}/")


async def put_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the safety headers on every response, whatever made it."""
    response.headers.update(HEADERS)
    response.headers["Cache-Control"] = FILE_CACHING if request.path.startswith("/static/") else PAGE_CACHING
