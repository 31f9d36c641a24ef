"""Who may see a model's field. Export, deletion and logging read this one declaration."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Privacy:
    """Every field of a model by who may see it, names separated by spaces.

    `public`: anyone. `members`: people of the community. `private`: the owner and whom they let.
    `sealed`: as private, and kept encrypted. A house test fails on a field named nowhere.
    """

    public: str = ""
    members: str = ""
    private: str = ""
    sealed: str = ""

    def of(self) -> dict[str, str]:
        """Each field's name with its class; a name given twice raises ValueError."""
        found: dict[str, str] = {}
        for level in fields(self):
            for name in getattr(self, level.name).split():
                if name in found:
                    raise ValueError(f"{name} is declared both {found[name]} and {level.name}")
                found[name] = level.name
        return found
