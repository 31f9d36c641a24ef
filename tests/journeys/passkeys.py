"""A phone that holds passkeys, for a page of the browser."""

from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.serving import Site

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_passkeys(page: Page, site: Site) -> str:
    """Lets it use passkeys, which need a name instead of an address: the site by its name."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    return f"http://localhost:{urlsplit(site.address).port}"
