from importlib import import_module

import pytest
from django.apps import apps

from kithway.community.models import Place, ShownTo
from kithway.gatherings.actions import change_gathering
from kithway.gatherings.models import FinderKey, Gathering

forget = import_module("kithway.gatherings.migrations.0003_forget_hidden_names").forget


@pytest.mark.django_db
def test_a_name_that_is_hidden_leads_nowhere(
    hearing_voices: Gathering, drumming: Gathering, library: Place
) -> None:
    change_gathering(gathering=hearing_voices, by=None, address_shown_to=ShownTo.COMING)
    before = {(key.gathering_id, key.key) for key in FinderKey.objects.all()}
    # As keys were written before: with the words of the place's name.
    for word in ("central", "library"):
        FinderKey.objects.create(gathering=hearing_voices, key=f"word:{word}")
    forget(apps, None)
    assert {(key.gathering_id, key.key) for key in FinderKey.objects.all()} == before
    # Where the place hides as much as the gathering, it is named.
    assert (drumming.pk, "word:quiet") in before
