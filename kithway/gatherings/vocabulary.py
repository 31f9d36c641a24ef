"""Kinds, pathways and the other short lists a gathering is described by.

Codes are stored and stand in URLs; names are for the page. A community adds its own kinds and
pathways as `Term` rows; these are the ones everybody has.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Names = dict[str, str | Promise]

KINDS: Names = {
    "mutual-aid": _("Mutual aid meeting"),
    "peer-group": _("Peer support group"),
    "hearing-voices": _("Hearing voices"),
    "creative": _("Creative"),
    "movement": _("Movement"),
    "wellness": _("Wellness"),
    "skills": _("Skills and workshops"),
    "advocacy": _("Speaking up together"),
    "family": _("Family and friends"),
    "faith": _("Faith and spirit"),
    "culture": _("Culture"),
    "young-people": _("Young people"),
    "drop-in": _("Drop-in"),
    "peer-line": _("Peer-line hours"),
    "going-together": _("Going together"),
}

PATHWAYS: Names = {
    "any": _("Open to every pathway"),
    "twelve-step": _("Twelve-step"),
    "secular": _("Secular"),
    "buddhist": _("Buddhist-inspired"),
    "self-management": _("Self-management tools"),
    "medication": _("With medication"),
    "harm-reduction": _("Harm reduction"),
    "faith-based": _("Faith-based"),
    "cultural": _("Rooted in a culture"),
    "mental-health": _("Mental health recovery"),
    "both": _("Mental health and substance use together"),
    "family-recovery": _("Family recovery"),
    "grief": _("Grief and loss"),
}

MODES: Names = {
    "in-person": _("In person"),
    "online": _("Online"),
    "hybrid": _("In person and online"),
    "telephone": _("By telephone"),
    "appointment": _("By appointment"),
}

# Who a gathering is for. Absent means: anyone.
AUDIENCES: Names = {
    "women": _("Women"),
    "men": _("Men"),
    "nonbinary": _("Nonbinary people"),
    "lgbtq": _("LGBTQ+ people"),
    "trans": _("Trans people"),
    "young": _("Young people"),
    "older": _("Older people"),
    "veterans": _("Veterans"),
    "parents": _("Parents"),
    "families": _("Family and friends"),
    "people-of-color": _("People of color"),
    "indigenous": _("Indigenous people"),
    "newcomers": _("People who are new"),
    "members-only": _("People who share the experience"),
    "professionals": _("Professionals"),
}

# What a gathering says about who may feel at home.
WELCOMES: Names = {
    "medication": _("People on medication are welcome to speak"),
    "children": _("Children welcome"),
    "childcare": _("Childcare"),
    "met-at-door": _("Newcomers met at the door"),
    "camera-off": _("Camera can stay off"),
    "no-need-to-speak": _("Nobody has to speak"),
    "just-come": _("Just come, no booking"),
    "visitors": _("Anyone may visit"),
    "proof-of-attendance": _("Proof of attendance given"),
    "outdoors": _("Outdoors"),
    "food": _("Something to eat"),
}

# ISO 639-1 where there is a code, else 639-3; sign languages among them.
LANGUAGES: Names = {
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "zh": _("Chinese"),
    "yue": _("Cantonese"),
    "ar": _("Arabic"),
    "am": _("Amharic"),
    "af": _("Afrikaans"),
    "bg": _("Bulgarian"),
    "da": _("Danish"),
    "de": _("German"),
    "el": _("Greek"),
    "fa": _("Persian"),
    "fi": _("Finnish"),
    "he": _("Hebrew"),
    "hi": _("Hindi"),
    "hr": _("Croatian"),
    "ht": _("Haitian Creole"),
    "hu": _("Hungarian"),
    "is": _("Icelandic"),
    "it": _("Italian"),
    "ja": _("Japanese"),
    "ka": _("Georgian"),
    "km": _("Khmer"),
    "ko": _("Korean"),
    "lt": _("Lithuanian"),
    "ml": _("Malayalam"),
    "mt": _("Maltese"),
    "ne": _("Nepali"),
    "nl": _("Dutch"),
    "no": _("Norwegian"),
    "pa": _("Punjabi"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "ru": _("Russian"),
    "sk": _("Slovak"),
    "sl": _("Slovenian"),
    "so": _("Somali"),
    "sv": _("Swedish"),
    "th": _("Thai"),
    "tl": _("Tagalog"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "vi": _("Vietnamese"),
    "ase": _("American Sign Language"),
    "bfi": _("British Sign Language"),
    "fsl": _("French Sign Language"),
}
SIGN_LANGUAGES = frozenset({"ase", "bfi", "fsl"})
