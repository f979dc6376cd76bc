"""The entry table: what it writes, what it can show again, and the faults it names."""

from datetime import date, time

import pytest

from actors.opening_hours import (
    Entry,
    Slot,
    SpecialDays,
    check,
    from_osm,
    intervals,
    normalise,
    to_osm,
    validate,
    without_past,
)
from tests.actors.hours import paris, plain


def slot(start: str, end: str, *, ticked: bool = False) -> Slot:
    return Slot(time.fromisoformat(start), time.fromisoformat(end), ticked)


MORNING, AFTERNOON = slot("09:00", "12:00"), slot("14:00", "17:00")
NIGHT = slot("20:00", "02:00", ticked=True)


def days(**named):
    """`days(mo=(MORNING,))`: a week of seven days."""
    return tuple(named.get(name, ()) for name in ("mo", "tu", "we", "th", "fr", "sa", "su"))


WORKDAYS = ((MORNING, AFTERNOON),) * 5 + ((), ())


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (Entry(days=WORKDAYS), "Mo-Fr 09:00-12:00,14:00-17:00"),
        (
            Entry(days=days(mo=(MORNING,), tu=(AFTERNOON,), we=(MORNING,), su=(MORNING,))),
            "Mo,We,Su 09:00-12:00; Tu 14:00-17:00",
        ),
        (Entry(days=WORKDAYS, public_holidays=()), "Mo-Fr 09:00-12:00,14:00-17:00; PH off"),
        (
            Entry(days=((MORNING,),) * 7, public_holidays=(AFTERNOON,)),
            "Mo-Su 09:00-12:00; PH 14:00-17:00",
        ),
        (
            Entry(days=days(mo=(MORNING,)), school_holidays="closed"),
            "Mo 09:00-12:00; SH off",
        ),
        (
            Entry(
                days=days(mo=(MORNING,)),
                school_holidays="other",
                school_days=days(we=(AFTERNOON,)),
            ),
            "Mo 09:00-12:00; SH off; SH We 14:00-17:00",
        ),
        (
            Entry(
                days=days(mo=(MORNING,)),
                public_holidays=(),
                school_holidays="closed",
                exceptions=(
                    SpecialDays(date(2026, 12, 24), date(2026, 12, 24), (AFTERNOON,)),
                    SpecialDays(date(2026, 12, 21), date(2027, 1, 3), reason='inventaire "annuel"'),
                ),
            ),
            'Mo 09:00-12:00; SH off; 2026 Dec 21-2027 Jan 03 off "inventaire annuel"; '
            "2026 Dec 24 14:00-17:00; PH off",
        ),
        (Entry(by_appointment=True), '"sur rendez-vous"'),
        (
            Entry(days=days(mo=(MORNING,)), by_appointment=True, public_holidays=()),
            'Mo 09:00-12:00 "sur rendez-vous"; PH off',
        ),
        (Entry(days=days(fr=(NIGHT,))), "Fr 20:00-26:00"),
        (Entry(days=days(fr=(slot("20:00", "00:00"),))), "Fr 20:00-24:00"),
        (Entry(days=days(fr=(slot("00:00", "00:00"),))), "Fr 00:00-24:00"),
        (Entry(unknown=True), ""),
    ],
)
def test_an_entry_is_written_in_the_safe_order_and_read_again(entry, text):
    assert check(entry) == []
    assert to_osm(entry) == text
    assert not text or validate(text) == text
    assert from_osm(text) == normalise(entry)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "Tu-Fr 09:00-12:00,14:00-19:00; Th 09:00-12:00,14:00-18:00; Sa 14:00-18:00",
            "Tu,We,Fr 09:00-12:00,14:00-19:00; Th 09:00-12:00,14:00-18:00; Sa 14:00-18:00",
        ),
        ("Mo-Fr 9:00-12:00, We 14:00-17:00", "Mo,Tu,Th,Fr 09:00-12:00; We 09:00-12:00,14:00-17:00"),
        ("Mo 09:00-12:00; PH,SH off", "Mo 09:00-12:00; SH off; PH off"),
        ("Mo 09:00-12:00; PH off; 2026 Dec 28 off", "Mo 09:00-12:00; 2026 Dec 28 off; PH off"),
        (
            "Mo-Tu 09:00-12:00; SH Mo 10:00-11:00",
            "Mo,Tu 09:00-12:00; SH off; SH Mo 10:00-11:00; SH Tu 09:00-12:00",
        ),
        ('Mo 09:00-12:00 "Sur RDV"', 'Mo 09:00-12:00 "sur rendez-vous"'),
        ("Fr 20:00-02:00", "Fr 20:00-26:00"),
    ],
)
def test_texts_from_elsewhere_open_in_the_table(text, written):
    assert to_osm(from_osm(text)) == written


@pytest.mark.parametrize(
    "text",
    [
        "PH off; Mo-Fr 09:00-12:00",
        "SH off; Mo-Fr 09:00-12:00",
        "2026 Dec 24 off; Mo-Fr 09:00-12:00",
        "Mo-Fr 09:00-12:00; 2026 Dec 25 10:00-11:00; PH off",
        "Mo-Fr 09:00-12:00; Dec 24 off",
        "Mo-Fr 09:00-12:00; 2026 Dec 21-24 Mo 10:00-11:00",
        "Mo[1] 10:00-12:00",
        "week 1-53/2 Mo 10:00-12:00",
        "Jul-Aug Mo 10:00-12:00",
        "Mo,PH 10:00-12:00",
        "Mo 08:00-09:00,10:00-11:00,12:00-13:00,14:00-15:00",
        'Mo 09:00-12:00 "accueil téléphonique"',
        'Mo 09:00-12:00 "sur rendez-vous"; Tu 09:00-12:00',
        'Mo 09:00-12:00; Sa off "travaux"',
        'Mo 09:00-12:00 || "sur rendez-vous"',
        "Mo 09:00+",
        "Mo 09:00-12:00 unknown",
        "24/7",
        "9h-12h",
        "off",
    ],
)
def test_what_the_table_cannot_show_opens_as_text(text):
    assert from_osm(text) is None


def test_past_exceptions_can_be_dropped():
    past, ahead = (SpecialDays(date(2026, 11, day), date(2026, 11, day)) for day in (23, 24))
    entry = Entry(days=WORKDAYS, exceptions=(past, ahead))
    assert without_past(entry, date(2026, 11, 24)).exceptions == (ahead,)


DECEMBER = {"first": date(2026, 12, 21), "last": date(2026, 12, 24)}


@pytest.mark.parametrize(
    ("entry", "where", "told"),
    [
        (Entry(), "", "Remplissez un jour, ou cochez « Horaires inconnus »"),
        (Entry(days=WORKDAYS, unknown=True), "", "décochez la case, ou effacez le reste"),
        (
            Entry(days=days(tu=(slot("14:00", "09:00"),))),
            "days.1",
            "Mardi : la fin est avant le début. Écrivez plutôt 9 h à 14 h.",
        ),
        (
            Entry(days=days(fr=(slot("20:00", "02:00"),))),
            "days.4",
            "Écrivez plutôt 2 h à 20 h, ou cochez « finit le lendemain »",
        ),
        (Entry(days=days(mo=(slot("09:00", "09:00"),))), "days.0", "à la même heure"),
        (
            Entry(days=days(mo=(slot("09:00", "12:00", ticked=True),))),
            "days.0",
            "finit le même jour. Décochez",
        ),
        (
            Entry(days=days(mo=(slot("11:00", "14:00"), MORNING))),
            "days.0",
            "« 9 h à 12 h » et « 11 h à 14 h » se chevauchent. Écrivez plutôt 9 h à 14 h.",
        ),
        (
            Entry(days=days(mo=tuple(slot(f"{h}:00", f"{h}:30") for h in (10, 11, 12, 13)))),
            "days.0",
            "trois créneaux au plus",
        ),
        (
            Entry(days=days(mo=(slot("00:00", "09:00"),), su=(NIGHT,))),
            "days.0",
            "la nuit de la veille finit après l’ouverture",
        ),
        (Entry(days=WORKDAYS, school_holidays="other"), "school_days", "Choisissez « fermé »"),
        (Entry(days=WORKDAYS, school_holidays="?"), "school_holidays", "trois réponses"),
        (
            Entry(days=WORKDAYS, public_holidays=(slot("14:00", "09:00"),)),
            "public_holidays",
            "la fin est avant le début",
        ),
        (
            Entry(
                days=WORKDAYS,
                exceptions=(SpecialDays(date(2026, 12, 24), date(2026, 12, 23)),),
            ),
            "exceptions.0",
            "Jeudi 24 décembre 2026 : la dernière date est avant la première",
        ),
        (
            Entry(days=WORKDAYS, exceptions=(SpecialDays(date(26, 12, 24), date(26, 12, 24)),)),
            "exceptions.0",
            "l’année en quatre chiffres",
        ),
        (
            Entry(
                days=WORKDAYS,
                exceptions=(
                    SpecialDays(**DECEMBER),
                    SpecialDays(date(2026, 12, 23), date(2026, 12, 27)),
                ),
            ),
            "exceptions.1",
            "ces dates en chevauchent d’autres",
        ),
        (
            Entry(
                days=WORKDAYS,
                public_holidays=(),
                exceptions=(SpecialDays(date(2026, 12, 25), date(2026, 12, 25), (MORNING,)),),
            ),
            "exceptions.0",
            "Vendredi 25 décembre 2026 est un jour férié",
        ),
        (
            Entry(days=WORKDAYS, exceptions=(SpecialDays(**DECEMBER, reason="x" * 250),)),
            "exceptions",
            "255 au plus",
        ),
    ],
)
def test_each_fault_is_told_where_it_is(entry, where, told):
    faults = {fault.where: plain(str(fault)) for fault in check(entry)}
    assert told in faults[where]


def test_a_special_day_inside_a_closure_wins():
    special = SpecialDays(date(2026, 12, 23), date(2026, 12, 23), (AFTERNOON,))
    entry = Entry(days=WORKDAYS, exceptions=(special, SpecialDays(**DECEMBER)))
    assert check(entry) == []
    assert intervals(to_osm(entry), paris(2026, 12, 21), paris(2026, 12, 25)) == [
        (paris(2026, 12, 23, 14), paris(2026, 12, 23, 17))
    ]
