"""Every field of every table says who may see it, other people's tables included."""

from django.apps import apps
from django.conf import settings
from django.db.models import Model

# Tables that Django brings. None holds a word about a person.
THIRD_PARTY = {
    "auth.Group": "unused: roles are our own",
    "auth.Permission": "names of models, public in the code",
    "contenttypes.ContentType": "names of models, public in the code",
}


def ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("kithway.")]


def test_every_field_is_declared() -> None:
    found = {model._meta.label: set(model.privacy.of()) for model in ours()}
    fields = {
        model._meta.label: {f.name for f in (*model._meta.fields, *model._meta.many_to_many)}
        for model in ours()
    }
    assert found == fields


def test_every_table_of_others_is_known() -> None:
    others = {model._meta.label for model in apps.get_models()} - {m._meta.label for m in ours()}
    assert others == set(THIRD_PARTY)


def test_no_admin_stands() -> None:
    """It would open every row to whoever signs in to it."""
    assert [app for app in settings.INSTALLED_APPS if "admin" in app] == []
