"""Tells what a run of capitalised words names: a company, a person, or neither."""

from __future__ import annotations

import re
import unicodedata

from vendorrisk.extract.capitals import Span
from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.extract.names import MentionKind
from vendorrisk.extract.ordinary import in_its_place
from vendorrisk.extract.people import is_person, led, looks_personal


def classify(span: Span, words: Lexicon, before: str, after: str) -> MentionKind | None:  # noqa: PLR0911
    """Return what a capitalised run names: a company, a person, or None when it names neither.

    Parameters
    ----------
    span : Span
        The run.
    words : Lexicon
        Word lists.
    before, after : str
        The text around it in its sentence.
    """
    lower = [word.casefold() for word in span.words]
    if _CITED.search(before) and after.startswith((",", ".")):
        return "outlet"
    if in_its_place(span, words, before, after):
        return "org"
    last = lower[-1].strip(".")
    whole = " ".join(lower).replace(".", "").replace("’", "'")
    if whole in words.namesakes and not span.titled:
        return "org"
    if _names_nothing(span, lower, words, before, after) or (
        lower[0] == "series" and len(last) == 1
    ):
        return None  # "Series B" is a round of funding
    ending = last in words.other_endings
    company = len(lower) > 1 and last in words.company_endings
    if company and _spoken_of(span, lower, words, before):
        return "person"
    if len(lower) > 1 and (lower[0] in _HEADS or "the" in lower[1:]) and not span.titled:
        return "org"  # "Banco Popular Novo"
    if not ending and (company or not {"&", "+"}.isdisjoint(lower)):
        return "org"
    if span.titled or (ending and is_person(span.words, words, before, after)):
        return "person"
    if ending or _is_post(lower, words) or _describes(span, lower, words, before, after):
        return None
    return "person" if _is_person(span, lower, words, before, after) else "org"


_CITED = re.compile(  # "As reported last month by the Kelda Courier,"
    r"\b[Aa]s (?:first |previously |originally |earlier )?(?:reported|revealed|noted|disclosed)"
    r" (?:[a-z]+ ){0,3}by (?:the )?$"
)


def _spoken_of(span: Span, lower: list[str], words: Lexicon, before: str) -> bool:
    """Whether a run that ends like a company is a person: "said analyst Jon Mills"."""
    return (
        len(lower) == 2
        and lower[0] in words.first_names
        and looks_personal(span.words)
        and _ONLY_PEOPLE.search(before) is not None
    )


_ONLY_PEOPLE = re.compile(
    r"\b(?:analysts?|economist|strategist|chief executive|C[EFTO]O|chairman|chairwoman|president"
    r"|spokesman|spokeswoman|spokesperson|co-founder|director|lawyer|officer|chief"
    r"|(?:hire|appointment|departure|promotion|resignation|hiring) of|elevat(?:es|ed)"
    r"|promot(?:es|ed)) $"
)


def _names_nothing(span: Span, lower: list[str], words: Lexicon, before: str, after: str) -> bool:  # noqa: PLR0911
    """Whether a run is a place or made of words that are no names."""
    if after.startswith(_SUMS) or (
        len(lower) < 3 and (_OF_A_STATE.match(after) or _OF_A_CODE.match(after))
    ):
        return lower[-1] not in words.company_endings or len(lower) == 1  # "C$34", "Plano, Texas"
    if _is_work(span, after) or _is_model(span) or _spelt_out(span, words, after):
        return True
    halves = [half for word in lower for half in word.split("-")]
    if _place(lower, words) or " ".join(lower) in words.not_names:
        return True
    if words.not_names.issuperset(halves) or words.not_names.issuperset(lower):
        return True
    lone = lower[0] in words.openers or lower[0] in words.common_words
    if len(lower) == 1 and lower[0] in _FORMS:
        return True
    ticker = before.endswith(("(", ": ")) and _TICKER.fullmatch(span.words[0])
    ticker = ticker or (span.words[0].isupper() and _EXCHANGE.search(before))
    if len(lower) == 1 and _is_mark(span.words[0], lower[0], before, after):
        return True
    if len(lower) == 2 and lower[1] in _MONTHS and _place(lower[:1], words):
        return True  # "LONDON Aug"
    return len(lower) == 1 and bool(
        lone
        or ticker
        or _NO_NAME.fullmatch(span.words[0])
        or (_THREE_DIGITS.search(before) and not _COUNTED.match(after))
    )


def _is_post(lower: list[str], words: Lexicon) -> bool:
    """Whether a run is a post without its holder: "Business Development", "Account Director"."""
    return len(lower) > 1 and (lower[-1] in words.addresses or words.posts.issuperset(lower))


def _describes(span: Span, lower: list[str], words: Lexicon, before: str, after: str) -> bool:
    """Whether a run is a place, a period, or the name of a mine, a project, a family."""
    if _NOT_AFTER.match(after) or _PERIOD.fullmatch(span.words[0]):
        return True
    if after.startswith((" at ", " for ")) and _POST_OF.search(before):
        return True  # "head of Global Air Logistics at Kelda"
    if len(lower) == 2 and lower[0] in _TOWNS and _INSIDE.search(before):
        return True  # "a plant in West Kelda"
    if len(lower) == 1 and _ATTRIBUTE.match(after) and _GOVERNED.search(before):
        return True
    return len(lower) == 1 and _placed(before, after, words)


def _is_person(span: Span, lower: list[str], words: Lexicon, before: str, after: str) -> bool:
    if lower[0].endswith(("'s", "\u2019s")) or lower[0].isdigit() or led(before):
        return False
    if (before.endswith(" at ") and not _AIMED.search(before)) or (
        before.endswith(_WHENCE) and _CAME.search(before)
    ):
        return False
    if len(lower) == 2 and span.words[0].isupper() and len(lower[0]) > CAPITALS:
        return _plain(lower[1]) in words.first_names  # "NAKAMURA Kenji"
    if len(lower) <= MOST and looks_personal(span.words):
        if not words.first_names.isdisjoint({lower[0], _plain(lower[0])}):
            return True
        if words.ends_in_role(before) or words.role_after.match(after):
            return True
    return is_person(span.words, words, before, after)


_AIMED = re.compile(
    r"\b(?:aimed|directed|looked|looking|shouted|angry|laughed|levelled|leveled) at $"
)
_WHENCE = ("from ", "join ", "joins ", "joined ", "joining ")
_CAME = re.compile(  # "hires Jane Roe from Howard Kennedy": whence people come is no person
    r"\b(?:hir|recruit|poach|lur|addition|appoint|arriv|joins?|joined|pluck|nam)\w* "
    r"(?:of )?(?:[A-Z][\w.'’-]+ ){2,3}(?:away )?from $|\b(?:re)?join(?:s|ed|ing)? $"
)
_HEADS = frozenset(
    {"banco", "banca", "banque", "bankhaus", "grupo", "gruppo", "groupe", "crédit", "caisse", "cia"}
    | {"compagnie", "compañia", "compañía", "companhia", "société", "sociedad", "cervejaria"}
    | {"telecom", "telefonica", "petroleos", "aceros", "hoteles", "groep", "caixa", "cassa"}
)
MOST = 4  # words of a name that its first or the post beside it tells to be a person's
CAPITALS = 3  # letters of an acronym; a longer word in capitals may be a surname
_NOT_AFTER = re.compile(
    r"(?:(?:, [A-Z][\w-]+){0,4},? and [A-Z][\w-]+)? (?:oil |gas |oil and gas )?"
    r"(?:fields|blocks|mines|projects|licen[cs]es|deposits|prospects|discoveries|wells)\b"
    r"| (?:discovery|prospect|licen[cs]e area|oilfield|gasfield|reservoir|exploration)\b"
    r"| (?:family\b(?! foundation| trust| office)|segments?\b|mines?\b|project\b|deposit\b|basin\b"
    r"|(?:oil |gas |oil and gas )?fields?\b|mayor\b|gang\b|strait\b|desert\b|district\b|region\b"
    r"|peninsula\b)"
)
_PERIOD = re.compile(r"(?:FY|Q|H|CY)\d+")
_ATTRIBUTE = re.compile(  # "buys Kelda water networks company Nexora": a place
    r" (?!parent|owner|sister|rival|holding|partner|portfolio|fellow|spin|insurance|backed|cloud"
    r"|competitor|supplier|partners|group|owned|affiliate)"
    r"(?:[a-z][a-z-]+ ){1,3}(?:company|firm|start-?up|business|group|consultancy|agency)"
    r" (?=[A-Z])"
)
_TOWNS = frozenset(
    {"el", "los", "las", "san", "santa", "west", "east", "north", "south", "new", "fort", "ft"}
    | {
        "port",
        "st",
        "saint",
        "mount",
        "mt",
        "puerto",
        "são",
        "sao",
        "rio",
        "great",
        "lake",
        "upper",
    }
)
_INSIDE = re.compile(
    r"(?<!stake )(?<!stakes )(?<!shares )(?<!share )(?<!interest )(?<!invest )(?<!invested )"
    r"(?<!investment )(?<!investments )(?<!investing )(?<!holding )(?<!investor )(?<!invests )"
    r"(?<!% )(?<!cent )\b(?:in|near|outside) $|\b(?:plant|site|facility|factory|production|office"
    r"|also|complex|warehouse) at $"
)
_GOVERNED = re.compile(
    r"\b(?:buy(?:s|ing)?|bought|acquir(?:e|es|ed|ing)|purchas(?:e|es|ed|ing)|(?:purchase|sale"
    r"|acquisition|takeover) of|invest(?:s|ed|ing)? in|stake in|hir(?:e|es|ed)|with|by|from) $"
)
_IN_PLACE = re.compile(
    r"\b(?:(?:Inc|Co|Corp|Ltd|LLC|plc)\.?|based|headquartered|located|plants?|factory|factories"
    r"|offices?|facilit(?:y|ies)|operations|capacity|warehouses?|mines?|born|lives?|held|conference"
    r"|terminals?|sites?|mills?|campus|hub|stores?|shops?|fabs?|court|suburb"
    r"|cent(?:re|er)s|depots?|branch(?:es)?|cities|towns|hubs|located"
    r"|(?:region|area|province|desert|coast|state|town|city|village|port) of)(?:,? in)?"
    r"(?: (?:[A-Z][\w-]+,? ){1,7}(?:and )?)? ?$"
)
_LISTED = re.compile(r"\bin (?:[A-Z][\w-]+,? ){1,7}(?:and )?$")
_POST_OF = re.compile(
    r"\b(?:[Pp]resident|[Hh]ead|[Dd]irector|[Cc]hief|[Mm]anager|VP|SVP|EVP|[Ll]ead) (?:of|for) $"
)
_IN = re.compile(r"\b(?:in|at|near|from|of|outside) $")
_STATE = re.compile(r", ([A-Z][\w.]+(?: [A-Z]\w+)?)")


def _is_mark(word: str, lower: str, before: str, after: str) -> bool:
    """Whether a lone word is no name but "Kan." of a state, "(HKSE: ", the E of "E. coli"."""
    if len(word) == 1:
        return word != "X"
    if before.endswith(", ") and lower in _STATES:
        return True
    if word in _POSTAL and _TOWN.search(before):
        return True
    if "." in word and lower.replace(".", "") in _ABBREVIATED:
        return True  # "A.I."
    return word.isupper() and before.endswith("(") and after.startswith(":")


_STATES = frozenset(
    [
        "ala",
        "ariz",
        "ark",
        "calif",
        "colo",
        "conn",
        "del",
        "fla",
        "ga",
        "ill",
        "ind",
        "kan",
        "ky",
        "la",
        "mass",
        "md",
        "mich",
        "minn",
        "miss",
        "mo",
        "neb",
        "nev",
        "okla",
        "ore",
        "pa",
        "tenn",
        "tex",
        "va",
        "vt",
        "wash",
        "wis",
        "wyo",
    ]
)
_STATES |= {"n.j", "n.y", "n.h", "n.m", "n.c", "n.d", "s.c", "s.d", "r.i", "d.c", "w.va", "b.c"}
_POSTAL = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH"  # noqa: SIM905
    " NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY DC ON BC AB QC".split()
)
_TOWN = re.compile(
    r"(?:\b(?:[Ii]n|[Oo]f|[Ff]rom|[Nn]ear|[Aa]t) |, |\()"
    r"[A-Z][a-z.'-]{2,15}(?: [A-Z][a-z]{2,15}){0,2}, \Z"
)
_ABBREVIATED = frozenset({"ai", "ev", "it", "pr", "hr", "tv", "pc", "vc", "ip", "vr", "ar"})
_SPELT_OUT = re.compile(r" \((?:an? |or )?[\"“]?([A-Z]{2,6})s?[\"”]?\)")
_WORKS = re.compile(  # behind the name of a wind farm, a building site, a rocket's mission
    r" (?:(?:onshore|offshore|floating|solar|wind|battery|storage|energy|power|hydro|hydrogen"
    r"|geothermal|gas|nuclear|mining|housing|pilot|photovoltaic|PV|LNG) ){1,3}"
    r"(?:projects?|farms?|parks?|plants?|facility|facilities|complex|portfolio|terminal|station)\b"
)
_WORK = re.compile(r" (?:projects?|farms?|parks?|plants?|arrays?)\b")
_POWERS = frozenset({"solar", "wind", "storage", "hydro"})
_MODEL = re.compile(r"\d{1,3}[A-Z]{1,2}|[A-Z]{1,3}-?\d{2,4}[A-Z]?")  # "Reap 1A", "A220 XLR"


def _is_work(span: Span, after: str) -> bool:
    """Whether a run names a wind farm, a solar project, a gas plant."""
    powered = len(span.words) > 1 and span.words[-1].casefold() in _POWERS
    return _WORKS.match(after) is not None or (powered and _WORK.match(after) is not None)


def _is_model(span: Span) -> bool:
    """Whether a run is the name of an aircraft, an engine, a car."""
    if len(span.words) != 2:
        return False
    first, last = span.words
    return _MODEL.fullmatch(last) is not None or (
        last.isupper() and first[:1].isalpha() and _MODEL.fullmatch(first) is not None
    )


def _spelt_out(span: Span, words: Lexicon, after: str) -> bool:
    """Whether a run spells out an abbreviation of no name: "Mobile Network Operator (MNO)"."""
    short = _SPELT_OUT.match(after)
    if short is None or len(span.words) < 2:
        return False
    initials = "".join(word[0] for word in span.words if word[0].isupper())
    lower = short[1].casefold()
    return initials.endswith(short[1]) and (lower in words.not_names or lower in words.wares)


_MEXICAN = re.compile(r",? S\.?A\.?(?:P\.?I\.?)?(?:B\.?)? de C\.?V\.?$")
_FORMS = frozenset({"co", "inc", "ltd", "corp", "plc", "llc", "pty"})
_MONTHS = frozenset("jan feb mar apr may jun jul aug sep sept oct nov dec".split())  # noqa: SIM905
_NO_NAME = re.compile(
    r"[A-Z]\+{1,2}|[QH]\d['’]\d\d|\d+[GTM]B|[A-Z]{2,5}s|[A-Z]{1,5}-?\d{2,}[\w-]*|[A-Z]{2,6}[a-z]{0,3}-\d[\w-]*"
)  # CEOs, A320neo
_TICKER = re.compile(r"[A-Za-z\d]{1,6}\.[A-Z]{1,3}")  # of a share: "(CPI.L)", "(SIEGn.DE)"
_EXCHANGE = re.compile(r"\b(?:[A-Z]{2,8}|Nasdaq|Euronext|Xetra): ?$|\b(?:ticker|symbol)s? \W?$")
_SUMS = ("$", "€", "£")
_OF_A_STATE = re.compile(
    r", (?:Ala(?:bama|ska|\.)|Ari(?:zona|z\.)|Arkansas|Ark\.|Calif(?:ornia|\.)|Colo(?:rado|\.)"
    r"|Conn(?:ecticut|\.)|Del(?:aware|\.)|Fla\.|Florida|Ga\.|Georgia|Hawaii|Idaho|Ill(?:inois|\.)"
    r"|Ind(?:iana|\.)|Iowa|Kan(?:sas|\.)|Kentucky|Ky\.|La\.|Louisiana|Maine|Maryland|Md\.|Mass\."
    r"|Massachusetts|Mich(?:igan|\.)|Minn(?:esota|\.)|Miss(?:issippi|\.)|Missouri|Mo\.|Montana"
    r"|Neb(?:raska|\.)|Nev(?:ada|\.)|N\.[HJMYCD]\.|New (?:Hampshire|Jersey|Mexico|York)"
    r"|North Carolina|North Dakota|Ohio|Okla(?:homa|\.)|Ore(?:gon|\.)|Pa\.|Pennsylvania|R\.I\."
    r"|Rhode Island|S\.[CD]\.|South Carolina|South Dakota|Tenn(?:essee|\.)|Tex(?:as|\.)|Utah"
    r"|Vermont|Vt\.|Va\.|Virginia|Wash(?:ington|\.)|West Virginia|W\.Va\.|Wis(?:consin|\.)"
    r"|Wyo(?:ming|\.)|Ontario|Quebec|Alberta|British Columbia|Manitoba|Saskatchewan)(?![a-z])"
)
_OF_A_CODE = re.compile(  # "Cary, NC"; no degree, no legal form
    r", (?:AL|AK|AZ|AR|CA|CT|DE|FL|GA|ID|IL|IA|KS|KY|LA|MI|MN|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|RI|SC"
    r"|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC)(?=[,.;)-]| [a-z])"
)
_COUNTED = re.compile(  # "200 Kelda stores"
    r" (?:employees|staff|workers|stores|shops|outlets|hotels|branches|restaurants|engineers"
    r"|locations|customers|drivers|people)\b"
)
_THREE_DIGITS = re.compile(r"(?<![\d.,])\d{3} $")  # "737 Max"
_PARTS = frozenset(
    {"central", "northern", "southern", "eastern", "western", "north", "south", "east", "west"}
    | {"greater", "upper", "lower", "mainland", "downtown", "inner", "outer", "rural"}
)


def _place(lower: list[str], words: Lexicon) -> bool:
    """Whether a run is a place: "Northern Norway"."""
    if len(lower) > 1 and lower[0] in _PARTS and " ".join(lower[1:]) in words.places:
        return True
    return " ".join(lower) in words.places


def _placed(before: str, after: str, words: Lexicon) -> bool:
    """Whether a lone name is a place: "based in Monroe", "in Princeton, New Jersey"."""
    if _IN_PLACE.search(before):
        return before.endswith((" in ", " of ")) or _LISTED.search(before) is not None
    if not _IN.search(before):
        return False
    state = _STATE.match(after)
    if state is None or after.startswith(_OWNS, state.end()):
        return False  # "a stake in Nexora, Italy's biggest lender"
    return state.group(1).casefold().rstrip(".") in words.places


_OWNS = ("'s", "\u2019s")


def _plain(word: str) -> str:
    """Return a word without accents; each half of a double name stands for it."""
    if not word.isascii():
        word = "".join(
            c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)
        )
    return word.partition("-")[0]


def known_as(span: Span, words: Lexicon, text: str) -> str:
    """Return the name by which a company is known: as written, without the legal form behind it.

    The country stays: Acme India and Acme UK are two, and neither is Acme.
    """
    name = " ".join(text[span.start : span.end].split())
    left = len(span.words)
    mexican = _MEXICAN.search(name)
    if mexican:
        return name[: mexican.start()]
    while left > 1:
        form = span.words[left - 1].casefold().rstrip(".")
        if form not in words.legal_forms and (form != "private" or left == len(span.words)):
            break
        if span.words[left - 2] in {"&", "and"}:
            break  # "Quay & Co" is so called
        name = name[: name.rindex(span.words[left - 1])].rstrip(" ,.(")
        left -= 1
    return name
