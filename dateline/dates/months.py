"""Month names of the Persian and Islamic calendars, which Babel does not carry."""

NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "persian": {
        "en": (
            "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
            "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
        ),
        "de": (
            "Farwardin", "Ordibehescht", "Chordad", "Tir", "Mordad", "Schahriwar",
            "Mehr", "Aban", "Asar", "Dey", "Bahman", "Esfand",
        ),
        "fr": (
            "farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar",
            "mehr", "aban", "azar", "dey", "bahman", "esfand",
        ),
        "ru": (
            "фарвардина", "ордибехешта", "хордада", "тира", "мордада", "шахривера",
            "мехра", "абана", "азара", "дея", "бахмана", "эсфанда",
        ),
        "fa": (
            "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
            "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
        ),
    },
    "islamic": {
        "en": (
            "Muharram", "Safar", "Rabiʻ I", "Rabiʻ II", "Jumada I", "Jumada II",
            "Rajab", "Shaʻban", "Ramadan", "Shawwal", "Dhuʻl-Qiʻdah", "Dhuʻl-Hijjah",
        ),
        "de": (
            "Muharram", "Safar", "Rabiʻ I", "Rabiʻ II", "Dschumada I", "Dschumada II",
            "Radschab", "Schaʻban", "Ramadan", "Schawwal", "Dhu l-Qaʻda",
            "Dhu l-Hiddscha",
        ),
        "fr": (
            "mouharram", "safar", "rabia al awal", "rabia ath-thani",
            "joumada al oula", "joumada ath-thania", "rajab", "chaabane", "ramadan",
            "chawwal", "dhou al-qiʻda", "dhou al-hijja",
        ),
        "ru": (
            "мухаррама", "сафара", "раби-уль-авваля", "раби-уль-ахира",
            "джумад-уль-авваля", "джумад-уль-ахира", "раджаба", "шаабана", "рамадана",
            "шавваля", "зуль-каада", "зуль-хиджжа",
        ),
        "fa": (
            "محرم", "صفر", "ربیع‌الاول", "ربیع‌الثانی", "جمادی‌الاول",
            "جمادی‌الثانی", "رجب", "شعبان", "رمضان", "شوال", "ذیقعده", "ذیحجه",
        ),
    },
}  # fmt: skip


def month_names(calendar: str, language: str) -> tuple[str, ...]:
    """The twelve names after a day's number; () where they are the Gregorian ones."""
    names = NAMES.get(calendar, {})
    return names.get(language) or names.get("en", ())
