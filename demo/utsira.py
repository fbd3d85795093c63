"""Utsira: 215 people, so five signatures are enough."""

from datetime import timedelta

from dugnad.doing.services.days import DayDetails, TaskDetails
from dugnad.initiatives.services.answering import agree_to_dugnad
from dugnad.initiatives.services.content import Content

from .stage import Stage


def play(stage: Stage) -> None:
    """Let the island have its three matters."""
    olai = stage.crowd.named("olai")
    stage.start(
        "fyr",
        olai,
        Content(
            title="Fyrlykta lyser for barna også",
            lead="Åpent fyr en søndag i måneden, med vaffel og kikkert.",
            body="Fyret er øyas fineste sted, men barna har bare sett det utenfra. Fem av oss kan ta vakter.",
            theme="culture",
            place_name="Utsira fyr",
            lon=4.8722,
            lat=59.3065,
        ),
        30,
        drawing="utsira",
    )
    stage.support("fyr", 12, 28)
    stage.open_signing("fyr", 12, closes_in=60)
    stage.sign("fyr", 3, 11)
    beach = stage.crowd.first(1, skip=20)[0]
    stage.start(
        "strand",
        beach,
        Content(
            title="Rydde Nordvikvågen etter høststormene",
            lead="Plast, tau og isopor skal vekk før det blir vinter.",
            body="Det ligger mer enn i fjor. Fiskerne har lovet en båt.",
            theme="climate",
            place_name="Nordvikvågen",
            lon=4.8841,
            lat=59.3142,
        ),
        20,
        drawing="kyststi",
    )
    stage.support("strand", 9, 19, skip=4)
    agree_to_dugnad(
        initiative=stage.fresh("strand"),
        answer="Ja. Kommunen henter sekkene på kaia.",
        actor=stage.who("berit"),
        now=stage.ago(18),
    )
    begins = stage.ahead(5, 6, 12)
    stage.dugnad(
        "strand",
        DayDetails(
            title="Strandrydding i Nordvikvågen",
            lead="Ta med støvler. Det blir fiskesuppe etterpå.",
            starts_at=begins,
            ends_at=begins + timedelta(hours=3),
            place_name="Nordvikvågen",
            contact_name=beach.name,
            theme="climate",
            lon=4.8841,
            lat=59.3142,
            drawing="kyststi",
        ),
        [TaskDetails("Plukke og bære", 15), TaskDetails("Koke suppe", 2)],
        10,
        [7, 1],
        skip=5,
    )
    stage.start(
        "kafe",
        stage.crowd.first(1, skip=25)[0],
        Content(
            title="Kafé på butikken om vinteren",
            lead="To bord og en kaffetrakter, så folk møtes også når det blåser.",
            body="Om sommeren møtes vi på brygga. Om vinteren møtes vi ikke.",
            theme="culture",
            is_whole_place=True,
        ),
        3,
    )
    stage.support("kafe", 8, 2.5, skip=2)
