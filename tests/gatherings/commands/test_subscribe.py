"""A list subscribed to from the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from kithway.community.models import Community
from kithway.gatherings.models import Subscription

LINK = "https://lists.example/private-s3cret/basic.ics"


def said(community: Community, url: str = LINK, **options: object) -> str:
    out = io.StringIO()
    call_command("subscribe", url, community=community.slug, stdout=out, **options)
    return out.getvalue()


def test_subscribed(community: Community) -> None:
    text = said(community, every=12, master="there", kind=["creative"])
    assert text == "lists.example is read by the worker, first within a minute.\n"
    one = Subscription.objects.select_related("source").get()
    assert (one.url, one.every_minutes, one.source.master) == (LINK, 720, "there")
    assert (one.source.mapping["ready"], one.source.mapping["kinds"]) == (True, ["creative"])


def test_left_to_the_room(community: Community) -> None:
    said(community, ask=True)
    assert "ready" not in Subscription.objects.select_related("source").get().source.mapping


def test_ended(community: Community) -> None:
    said(community)
    text = said(community, f"webcal{LINK[5:]}", end=True)
    assert text == "lists.example is read no more. What it brought in stays.\n"
    assert Subscription.objects.get().due_at is None
    with pytest.raises(CommandError, match="is not read for this community"):
        said(community, end=True)


@pytest.mark.parametrize("url", ["http://10.0.0.1/x", "our calendar"])
def test_refused(community: Community, url: str) -> None:
    with pytest.raises(CommandError):
        said(community, url)
    assert Subscription.objects.count() == 0


def test_a_community_that_is_not_there(db: None) -> None:
    with pytest.raises(CommandError, match="There is no community"):
        call_command("subscribe", LINK, community="nowhere")
