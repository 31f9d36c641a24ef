"""Names for the codes a gathering is described by, and for a community's own kinds and pathways."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from kithway.community.access import ACCESS
from kithway.gatherings import vocabulary
from kithway.gatherings.models import Gathering, Term
from kithway.gatherings.wording.lists import listed


@dataclass(frozen=True, slots=True)
class Named:
    code: str
    name: str | Promise


def named(codes: Iterable[str], names: Mapping[str, str | Promise]) -> list[Named]:
    """Codes with their names; one that nobody named is made readable rather than dropped."""
    return [Named(code, names.get(code) or _readable(code)) for code in codes]


def kinds_and_pathways(gathering: Gathering) -> tuple[list[Named], list[Named]]:
    """One query, and none where the gathering uses only the kinds and pathways that all have."""
    own: dict[str, dict[str, str | Promise]] = {"kind": {}, "pathway": {}}
    common = vocabulary.KINDS.keys() | vocabulary.PATHWAYS.keys()
    if unknown := {*gathering.kinds, *gathering.pathways} - common:
        terms = Term.objects.filter(community=gathering.community_id, code__in=unknown)
        for which, code, name in terms.values_list("vocabulary", "code", "name"):
            own[which][code] = name
    return (
        named(gathering.kinds, vocabulary.KINDS | own["kind"]),
        named(gathering.pathways, vocabulary.PATHWAYS | own["pathway"]),
    )


def access_words(codes: Iterable[str]) -> str:
    """'Step-free entrance, lift, quiet room'."""
    names = [str(one.name) for one in named(dict.fromkeys(codes), ACCESS)]
    return listed([*names[:1], *(name.lower() for name in names[1:])])


def _readable(code: str) -> str:
    return code.replace("-", " ").replace("_", " ").capitalize()
