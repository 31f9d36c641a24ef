import pytest

from kithway.community.models import Community
from kithway.gatherings.actions import cancel_date, close, restore_date
from kithway.gatherings.actions.how_was_it import Sums
from kithway.gatherings.models import Gathering
from kithway.gatherings.numbers.counting import Part, count
from kithway.gatherings.numbers.spans import Span
from kithway.gatherings.numbers.telling import first_date, notes, tables
from kithway.people.models import Person
from tests.gatherings.numbers.world import write_quarter, write_spring

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]
Q3 = Span("quarter", 2026, 3)


def test_a_quarter_as_counted_by_hand(hearing_voices: Gathering, dara: Person) -> None:
    write_quarter(hearing_voices, dara)
    now, before = count(hearing_voices.community, [Q3, Q3.moved(-1)])
    assert (now.gatherings, now.held, now.cancelled, now.unsaid) == (1, 4, 1, 1)
    assert (now.places, now.counted, now.came, now.minutes) == (1, 3, 16, 165)
    # August had fewer than five answers.
    assert (now.first_time, now.how) == (7, Sums(6, 0, 1))
    assert now.kinds == {"hearing-voices": Part(4, 16), "peer-group": Part(4, 16)}
    assert now.languages == {"en": Part(4, 16)}
    assert (before.held, before.counted, before.came, before.how) == (0, 0, None, None)


def test_a_date_that_was_called_off_counts_nobody(hearing_voices: Gathering, dara: Person) -> None:
    write_quarter(hearing_voices, dara)
    first, second, *_rest = hearing_voices.occurrences.order_by("starts_at")
    cancel_date(gathering=hearing_voices, recurrence_id=first.recurrence_id, by=dara)
    day = second.starts_at.date()
    close(where=hearing_voices.place, first_day=day, last_day=day, by=None)
    (now,) = count(hearing_voices.community, [Q3])
    assert (now.held, now.cancelled, now.counted, now.came) == (2, 3, 1, 5)
    # What was written down is not lost: taken back, it counts again.
    restore_date(gathering=hearing_voices, recurrence_id=first.recurrence_id, by=dara)
    (now,) = count(hearing_voices.community, [Q3])
    assert (now.held, now.counted, now.came) == (3, 2, 12)


def test_only_this_communitys(
    hearing_voices: Gathering, other_community: Community, dara: Person
) -> None:
    write_quarter(hearing_voices, dara)
    (now,) = count(other_community, [Q3])
    assert (now.held, now.cancelled, now.counted, now.minutes, now.kinds) == (0, 0, 0, 0, {})


def test_what_is_not_known_is_said_so(hearing_voices: Gathering, dara: Person) -> None:
    write_quarter(hearing_voices, dara)
    write_spring(hearing_voices)
    figures, *_more = tables(
        hearing_voices.community, Q3, Q3.moved(-1), first_date(hearing_voices.community)
    )
    rows = {row[0]: row[1:] for row in figures.rows}
    assert rows["Attendances at those dates"] == ["16", "not known", "–"]
    assert rows["Dates held"] == ["4", "0", "+4"]
    assert rows["Hours given on the rota"] == ["3", "0", "+3"]


def test_what_is_not_whole_is_not_compared(hearing_voices: Gathering, dara: Person) -> None:
    """Nothing was written down before July; and the fourth quarter is not over."""
    write_quarter(hearing_voices, dara)
    here, why = hearing_voices.community, "The difference is left out: one of the two is not whole."
    begun = first_date(here)
    for span in (Q3, Q3.moved(1)):
        (figures, *_more) = tables(here, span, span.moved(-1), begun)
        assert {row[3] for row in figures.rows} == {"–"}
        assert why in notes(here, span, span.moved(-1), begun)
    said = notes(here, Q3, Q3.moved(-1), begun)
    assert "Nothing was written down here before Thursday 2 July 2026." in said
    write_spring(hearing_voices)
    begun = first_date(here)
    (figures, *_more) = tables(here, Q3, Q3.moved(-1), begun)
    assert {row[0]: row[1:] for row in figures.rows}["Dates held"] == ["4", "0", "+4"]
    assert len(notes(here, Q3, Q3.moved(-1), begun)) == 1
