"""Signs between words, and days in words, for templates: built in, so that none has to load them.

{{ gathering.access|sentence }}         with a full stop, unless there is one
{{ room.name|labelled:room.notes }}     with a colon between
{{ place.name }}{% comma %}{{ town }}   with a comma between
{% translate "One." %}{% gap %}{% translate "Two." %}
{{ row.made_at|day_in:community.zone }}    the day it was there: 'Thursday 26 November'
"""

from django import template

from kithway.ui.days import day_in
from kithway.ui.words import comma, gap, labelled, sentence

register = template.Library()
register.filter(sentence)
register.filter(labelled)
register.filter(day_in)
register.simple_tag(comma)
register.simple_tag(gap)
