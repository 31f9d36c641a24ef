from django.db import migrations

from kithway.gatherings.actions.index import search_words

STRICTNESS = {"public": 0, "coming": 1, "request": 2}


def forget(apps, schema_editor):
    """Whoever guessed the name of a place found the gatherings that hide that they are there."""
    keys = apps.get_model("gatherings", "FinderKey").objects
    gatherings = apps.get_model("gatherings", "Gathering").objects.exclude(place=None)
    hiding = gatherings.exclude(address_shown_to="public").select_related("place")
    for each in hiding.iterator():
        if STRICTNESS[each.address_shown_to] <= STRICTNESS[each.place.address_shown_to]:
            continue
        told = search_words(f"{each.name} {each.about} {each.place.city}")
        gone = search_words(each.place.name) - told
        keys.filter(gathering=each.pk, key__in=[f"word:{word}" for word in gone]).delete()


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0002_every_week")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
