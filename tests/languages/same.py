"""Messages that rightly read in a language as they do in English, by the catalogue's folder."""

SAME: dict[str, frozenset[str]] = {
    "es": frozenset({"%(n)s km", "China", "Hindi", "no"}),
    "fr": frozenset(
        {
            "Afrikaans",
            "Canada",
            "Culture",
            "France",
            "Hindi",
            "Khmer",
            "Malayalam",
            "Pages",
            "Parents",
            "Respect",
            "Somali",
            "Tagalog",
        }
    ),
    "zh_Hans": frozenset(),
}
