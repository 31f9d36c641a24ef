"""Which column of a spreadsheet is what, in the spellings of English, Spanish and French."""

from collections.abc import Sequence

from kithway.gatherings.importing.texts import folded

# Fields of Meeting Guide, and `mode`; each with the headings it is known by. The first wins where
# two columns would fill one field.
HEADINGS = {
    "slug": "slug, id, meeting id, key, uid, unique id, identifier, reference",
    "name": "name, meeting name, title, meeting, gathering, meeting title, group meeting name, "
    "event, event name, activity, workshop, nombre, titulo, nom, titre, reunion",
    "day": "day, days, weekday, weekdays, day of week, day of the week, dia, dias, jour, jours",
    "time": "time, start, start time, starts, starts at, begins, begin, from, when, hora, "
    "hora de inicio, inicio, heure, debut, heure de debut",
    "end_time": "end time, end, ends, ends at, until, finish, hora de fin, fin, heure de fin",
    "timezone": "timezone, time zone, tz, zona horaria, fuseau horaire",
    "location": "location, location name, place, venue, venue name, site, building, where, lugar, "
    "sitio, lieu, endroit",
    "formatted_address": "formatted address, full address, direccion completa",
    "address": "address, street, street address, address 1, address line 1, direccion, calle, "
    "adresse, rue",
    "city": "city, town, municipality, village, ciudad, pueblo, ville, commune",
    "state": "state, province, county, state province, province state, estado, provincia, etat",
    "postal_code": "postal code, postcode, post code, zip, zip code, zipcode, postal, "
    "codigo postal, code postal",
    "country": "country, pais, pays",
    "latitude": "latitude, lat",
    "longitude": "longitude, lon, lng, long",
    "approximate": "approximate",
    "regions": "regions",
    "region": "region, area, neighborhood, neighbourhood, district",
    "sub_region": "sub region, subregion",
    "notes": "notes, note, description, details, about, comments, information, info, notas, "
    "descripcion, remarques",
    "location_notes": "location notes, venue notes, directions, access notes",
    "group_notes": "group notes",
    "group": "group, group name, grupo, groupe",
    "types": "types, type, tags, tag, codes, meeting type, meeting types, formats, categories, "
    "tipo, tipos, etiquetas",
    "kind": "kind, kinds, category, categoria, categorie",
    "mode": "mode, in person or online, how it is held, attendance, meeting mode, modalidad",
    "language": "language, languages, idioma, idiomas, lengua, langue, langues",
    "conference_url": "conference url, online url, zoom link, zoom, online link, meeting link, "
    "virtual link, video link, join link, online, enlace, lien",
    "conference_url_notes": "conference url notes, online notes, zoom notes, zoom id",
    "conference_phone": "conference phone, dial in, dial in number, dial in phone, call in",
    "conference_phone_notes": "conference phone notes, dial in notes",
    "email": "email, e mail, mail, correo, courriel, contact email, email address",
    "phone": "phone, telephone, phone number, contact phone, telefono, tel, mobile, cell",
    "contact": "contact, contact name, contact person, contacto, leader, chair, secretary",
    "venmo": "venmo",
    "square": "square, cash app, cashapp",
    "paypal": "paypal",
    **{f"contact_{n}_{what}": f"contact {n} {what}" for n in (1, 2, 3)
       for what in ("name", "email", "phone")},
    # Read and left out on purpose: told by nobody, or already known from elsewhere.
    "": "url, updated, last updated, edit url, feedback emails, feedback url, "
    "entity, entity email, entity location, entity logo, entity phone, entity url, "
    "entity website url, location url, image, author, homegroup online",
}  # fmt: skip
FIELD_OF = {
    heading.strip(): field
    for field, headings in HEADINGS.items()
    for heading in headings.split(",")
}


def matched(headings: Sequence[str]) -> tuple[dict[int, str], list[str]]:
    """The field of each column by its number, and the headings that mean nothing to us."""
    fields: dict[int, str] = {}
    unmatched: list[str] = []
    for at, heading in enumerate(headings):
        field = FIELD_OF.get(folded(heading))
        if field is None or (field and field in fields.values()):
            if heading.strip():
                unmatched.append(heading.strip()[:80])
        elif field:
            fields[at] = field
    if "name" not in fields.values():
        # Many lists have no other name than the group's.
        fields = {at: "name" if field == "group" else field for at, field in fields.items()}
    return fields, unmatched


def is_header(headings: Sequence[str]) -> bool:
    """Whether these are headings and no row of values: a name, and one thing more."""
    fields = set(matched(headings)[0].values())
    return "name" in fields and len(fields) > 1
