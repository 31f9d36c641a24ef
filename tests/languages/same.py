"""Messages that rightly read in a language as they do in English, by the catalogue's folder."""

SAME: dict[str, frozenset[str]] = {
    "es": frozenset({"%(n)s km", "China", "Hindi", "No", "no"}),
    "fr": frozenset(
        {
            "Afrikaans",
            "Canada",
            "Code",
            "Culture",
            "Dates",
            "E-mail",
            "France",
            "Hindi",
            "Khmer",
            "Malayalam",
            "Pages",
            "Parents",
            "Pauses",
            "Photo",
            "Respect",
            "Somali",
            "Suggestions",
            "Tagalog",
        }
    ),
    "zh_Hans": frozenset(),
}
