"""What the short codes of other people's lists mean in our terms.

Meeting Guide's 87 codes, those often met beside them, and BMLT's world-wide codes. Framework-free.
A meaning is words like `audience:women`; what is no word of our vocabulary but well known in such
lists (a step study, a speaker) is a kind that the community gets a term for.
"""

# Format kinds that our vocabulary does not have, with the name a community's term is given.
FORMATS = {
    "big-book": "Big Book study",
    "step-study": "Step study",
    "tradition-study": "Tradition study",
    "literature": "Reading together",
    "discussion": "Discussion",
    "speaker": "Speaker",
    "meditation": "Meditation",
    "celebration": "Celebration",
    "candlelight": "By candlelight",
    "family-alongside": "Family meeting at the same time",
    "questions": "Questions and answers",
    "smoking-allowed": "Smoking allowed",
}
# Meeting Guide's own codes. DB says how money is collected, which we do not tell.
CODES = {
    "11": "kind:meditation kind:wellness", "12X12": "kind:step-study kind:tradition-study",
    "A": "pathway:secular", "ABSI": "kind:literature", "AF": "language:af",
    "AL": "kind:family-alongside", "AL-AN": "kind:family-alongside", "AM": "language:am",
    "AR": "language:ar", "ASL": "language:ase", "B": "kind:big-book", "BA": "welcome:childcare",
    "BE": "audience:newcomers", "BG": "language:bg", "BI": "audience:lgbtq", "BRK": "welcome:food",
    "C": "audience:members-only", "CAN": "kind:candlelight", "CF": "welcome:children",
    "D": "kind:discussion", "DA": "language:da", "DB": "", "DD": "pathway:both",
    "DE": "language:de", "DR": "kind:literature", "EL": "language:el", "EN": "language:en",
    "FA": "language:fa", "FI": "language:fi", "FF": "access:fragrance-free", "FR": "language:fr",
    "G": "audience:lgbtq audience:men", "GR": "kind:literature", "H": "kind:celebration",
    "HE": "language:he", "HI": "language:hi", "HR": "language:hr", "HU": "language:hu",
    "IS": "language:is", "ITA": "language:it", "JA": "language:ja", "KA": "language:ka",
    "KOR": "language:ko", "L": "audience:lgbtq audience:women", "LGBTQ": "audience:lgbtq",
    "LIT": "kind:literature", "LS": "kind:literature", "LT": "language:lt", "M": "audience:men",
    "MED": "kind:meditation kind:wellness", "ML": "language:ml", "MT": "language:mt",
    "N": "audience:indigenous", "NB": "audience:nonbinary", "NDG": "audience:indigenous",
    "NE": "language:ne", "NL": "language:nl", "NO": "language:no", "O": "welcome:visitors",
    "OUT": "welcome:outdoors", "P": "audience:professionals", "POA": "welcome:proof-of-attendance",
    "POC": "audience:people-of-color", "POL": "language:pl", "POR": "language:pt",
    "PUN": "language:pa", "RUS": "language:ru", "S": "language:es", "SEN": "audience:older",
    "SK": "language:sk", "SL": "language:sl", "SM": "kind:smoking-allowed", "SP": "kind:speaker",
    "ST": "kind:step-study", "SV": "language:sv", "T": "audience:trans", "TC": "here:closed",
    "TH": "language:th", "TL": "language:tl", "TR": "kind:tradition-study", "TUR": "language:tr",
    "UK": "language:uk", "W": "audience:women", "X": "access:step-free",
    "XB": "access:accessible-toilet", "XT": "kind:discussion", "Y": "audience:young",
}  # fmt: skip
# Not on Meeting Guide's list, but met again and again; `ASBI` is a slip of the pen for ABSI.
WILD = {
    "ONL": "here:online", "ONLINE": "here:online", "VIRTUAL": "here:online", "ZOOM": "here:online",
    "VM": "here:online", "HY": "here:hybrid", "HYB": "here:hybrid", "HYBRID": "here:hybrid",
    "ASBI": "kind:literature", "ES": "language:es", "SPA": "language:es", "ENG": "language:en",
    "CMN": "language:zh", "ZH": "language:zh", "JPN": "language:ja", "VI": "language:vi",
    "AA": "", "IN-PERSON": "", "PHONE": "here:telephone", "TELEPHONE": "here:telephone",
}  # fmt: skip
# BMLT: what a root server's own letters usually mean, and the codes common to all of them.
BMLT = {
    "O": "welcome:visitors", "OPEN": "welcome:visitors", "C": "audience:members-only",
    "CLOSED": "audience:members-only", "B": "audience:newcomers", "BEG": "audience:newcomers",
    "BT": "kind:literature", "CAN": "kind:candlelight", "CL": "kind:candlelight",
    "CS": "welcome:childcare", "CW": "welcome:children", "CH": "", "D": "kind:discussion",
    "DISC": "kind:discussion", "TOP": "kind:discussion", "TD": "kind:discussion",
    "GL": "audience:lgbtq", "LGBTQ+": "audience:lgbtq", "HY": "here:hybrid", "HYBR": "here:hybrid",
    "VM": "here:online", "TC": "here:closed", "IP": "kind:literature", "IW": "kind:literature",
    "JFT": "kind:literature", "JT": "kind:literature", "LIT": "kind:literature",
    "LC": "kind:literature", "SPAD": "kind:literature", "SWG": "kind:step-study",
    "GP": "kind:literature", "M": "audience:men", "W": "audience:women",
    "ME": "kind:meditation kind:wellness", "MED": "kind:meditation kind:wellness",
    "QA": "kind:questions", "NS": "", "SM": "kind:smoking-allowed",
    "SMOK": "kind:smoking-allowed", "SP": "kind:speaker", "SPK": "kind:speaker",
    "ST": "kind:step-study", "STEP": "kind:step-study", "TR": "kind:tradition-study",
    "TRAD": "kind:tradition-study", "TW": "kind:tradition-study", "WC": "access:step-free",
    "WCHR": "access:step-free", "Y": "audience:young", "YP": "audience:young", "ES": "language:es",
    "EN": "language:en", "FR": "language:fr", "ASL": "language:ase", "LANG": "", "OUT":
    "welcome:outdoors",
}  # fmt: skip
# Types written out, as spreadsheets have them; compared without case and punctuation.
NAMES = {
    "open": "O", "closed": "C", "women": "W", "womens": "W", "men": "M", "mens": "M",
    "young people": "Y", "young adults": "Y", "newcomer": "BE", "newcomers": "BE",
    "beginner": "BE", "beginners": "BE", "discussion": "D", "speaker": "SP", "big book": "B",
    "step study": "ST", "step": "ST", "steps": "ST", "tradition study": "TR", "traditions": "TR",
    "literature": "LIT", "meditation": "MED", "candlelight": "CAN", "outdoor": "OUT",
    "outdoors": "OUT", "online": "ONL", "online meeting": "ONL", "zoom": "ONL", "hybrid": "HY",
    "in person": "IN-PERSON", "telephone": "PHONE", "phone": "PHONE",
    "location temporarily closed": "TC", "temporarily closed": "TC", "secular": "A",
    "wheelchair access": "X", "wheelchair accessible": "X", "wheelchair": "X", "step free": "X",
    "accessible": "X", "child friendly": "CF", "children welcome": "CF",
    "babysitting available": "BA", "childcare": "BA", "child care": "BA", "fragrance free": "FF",
    "lgbtq": "LGBTQ", "lgbt": "LGBTQ", "lgbtqia": "LGBTQ", "gay": "G", "lesbian": "L",
    "bisexual": "BI", "transgender": "T", "trans": "T", "non binary": "NB", "nonbinary": "NB",
    "people of color": "POC", "bipoc": "POC", "native american": "N", "indigenous": "NDG",
    "seniors": "SEN", "older people": "SEN", "professionals": "P", "proof of attendance": "POA",
    "dual diagnosis": "DD", "american sign language": "ASL", "asl": "ASL", "english": "EN",
    "spanish": "S", "espanol": "S", "french": "FR", "francais": "FR", "german": "DE",
    "polish": "POL", "portuguese": "POR", "russian": "RUS", "japanese": "JA", "korean": "KOR",
    "italian": "ITA", "swedish": "SV", "persian": "FA", "punjabi": "PUN", "chinese": "ZH",
    "vietnamese": "VI", "food": "BRK", "breakfast": "BRK", "living sober": "LS",
    "daily reflections": "DR", "grapevine": "GR", "birthday": "H", "anniversary": "H",
}  # fmt: skip
# Our own names of kinds and pathways, and how they are shortened.
OWN_NAMES = {
    "mutual aid": "kind:mutual-aid", "mutual aid meeting": "kind:mutual-aid",
    "peer support": "kind:peer-group", "peer support group": "kind:peer-group",
    "peer group": "kind:peer-group", "support group": "kind:peer-group",
    "hearing voices": "kind:hearing-voices", "creative": "kind:creative", "art": "kind:creative",
    "movement": "kind:movement", "wellness": "kind:wellness", "skills": "kind:skills",
    "workshop": "kind:skills", "skills and workshops": "kind:skills", "advocacy": "kind:advocacy",
    "speaking up together": "kind:advocacy", "family": "kind:family",
    "family and friends": "kind:family", "faith": "kind:faith", "faith and spirit": "kind:faith",
    "culture": "kind:culture", "drop in": "kind:drop-in", "dropin": "kind:drop-in",
    "peer line": "kind:peer-line", "peer line hours": "kind:peer-line",
    "going together": "kind:going-together", "twelve step": "pathway:twelve-step",
    "12 step": "pathway:twelve-step", "buddhist": "pathway:buddhist",
    "buddhist inspired": "pathway:buddhist", "self management": "pathway:self-management",
    "with medication": "pathway:medication", "harm reduction": "pathway:harm-reduction",
    "faith based": "pathway:faith-based", "mental health": "pathway:mental-health",
    "mental health recovery": "pathway:mental-health", "grief": "pathway:grief",
    "grief and loss": "pathway:grief",
}  # fmt: skip
