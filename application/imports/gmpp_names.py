"""Names of the major projects portfolio made comparable: projects across years, numbers, departments."""

import re
import unicodedata

_ASIDE = re.compile(r"\((?:formerly|previously|originally|now)\b[^()]*\)", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,12})[)\]]")
_NUMBER = re.compile(r"([A-Z&]+)[_ /-]*(\d{1,5})[_ /-]+(\d\d)[/-]?(\d\d)[_ /-]*Q([1-4])", re.IGNORECASE)

# A department that was merged or split keeps a code of its own: only spellings of one department are joined.
_DEPARTMENTS = (
    ("AGO", "Attorney General's Office", ""),
    ("BEIS", "Department for Business, Energy and Industrial Strategy", ""),
    ("BIS", "Department for Business, Innovation and Skills", ""),
    ("CO", "Cabinet Office", ""),
    ("CPS", "Crown Prosecution Service", ""),
    ("DBT", "Department for Business and Trade", ""),
    ("DCLG", "Department for Communities and Local Government", ""),
    ("DCMS", "Department for Culture, Media and Sport", "Department for Digital, Culture, Media and Sport"),
    ("DECC", "Department of Energy and Climate Change", "Department for Energy and Climate Change"),
    ("DEFRA", "Department for Environment, Food and Rural Affairs", ""),
    ("DESNZ", "Department for Energy Security and Net Zero", ""),
    ("DFE", "Department for Education", ""),
    ("DFID", "Department for International Development", ""),
    ("DFT", "Department for Transport", "Department of Transport"),
    ("DH", "Department of Health", "DoH|Department for Health|DoH Capital|DoH Non Capital|DH Capital|DH Non Capital"),
    ("DHSC", "Department of Health and Social Care", "Department for Health and Social Care"),
    ("DIT", "Department for International Trade", ""),
    ("DLUHC", "Department for Levelling Up, Housing and Communities", ""),
    ("DSIT", "Department for Science, Innovation and Technology", ""),
    ("DWP", "Department for Work and Pensions", ""),
    ("FCDO", "Foreign, Commonwealth and Development Office", ""),
    ("FCO", "Foreign and Commonwealth Office", ""),
    ("HMLR", "HM Land Registry", "Land Registry"),
    ("HMRC", "HM Revenue and Customs", "Her Majesty's Revenue and Customs|His Majesty's Revenue and Customs"),
    ("HMT", "HM Treasury", "Her Majesty's Treasury|His Majesty's Treasury|Treasury"),
    ("HO", "Home Office", ""),
    ("MHCLG", "Ministry of Housing, Communities and Local Government", ""),
    ("MOD", "Ministry of Defence", ""),
    ("MOJ", "Ministry of Justice", ""),
    ("NCA", "National Crime Agency", ""),
    ("NS&I", "National Savings and Investments", "NSI"),
    ("ONS", "Office for National Statistics", "Office of National Statistics"),
    ("VOA", "Valuation Office Agency", ""),
)


def match_key(name: str) -> str:
    """The same text for the spellings of one project's name.

    Case, spaces, punctuation, "programme" for "program", a bracketed acronym and a bracketed "formerly …" do not count.
    A bracketed word does: the same contract for London and for the South are two projects.
    """
    words = _BRACKETED.sub(_without_acronym, _ASIDE.sub(" ", unicodedata.normalize("NFKC", name)))
    return _flat(re.sub(r"\bprogramme", "program", words, flags=re.IGNORECASE))


def number_stem(number: str) -> str:
    """The part of a project's number that tells it from all others, in one spelling: DFT_0050_2021-Q4.

    The quarter in which the project joined belongs to it: the running number alone is given again (the 2022 edition
    holds MOJ_0050_2021-Q1 and MOJ_0050_2122-Q3, which are prison places and a network).
    """
    words = " ".join(number.split()).upper()
    match = _NUMBER.fullmatch(words)
    return f"{match[1]}_{int(match[2]):04d}_{match[3]}{match[4]}-Q{match[5]}" if match else words


def department_code(text: str) -> tuple[str, str]:
    """Code and name of a department; one that is not known gets a code made from its own text."""
    known = _SPELLINGS.get(_flat(text))
    if known is None:
        bracketed = re.fullmatch(r"(.+)\(([^()]+)\)\s*", text.strip())
        known = bracketed and (_SPELLINGS.get(_flat(bracketed[2])) or _SPELLINGS.get(_flat(bracketed[1])))
    name = " ".join(text.split())
    return known or (_flat(name).upper().replace(" ", "-") or "UNKNOWN", name)


def department_codes() -> tuple[str, ...]:
    """The codes of all departments that are known by name."""
    return tuple(code for code, _, _ in _DEPARTMENTS)


def _without_acronym(match: re.Match[str]) -> str:
    capitals = sum(letter.isupper() for letter in match[1])
    return " " if capitals > 1 and " " not in match[1].strip() else match[0]


def _flat(text: str) -> str:
    words = (
        unicodedata.normalize("NFKC", text)
        .casefold()
        .replace("&", " and ")
        .replace("'", "")
        .replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    )
    return " ".join("".join(letter if letter.isalnum() else " " for letter in words).split())


_SPELLINGS = {
    _flat(spelling): (code, name)
    for code, name, others in _DEPARTMENTS
    for spelling in (code, name, *others.split("|"))
    if spelling
}
