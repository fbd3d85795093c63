"""Addresses of the work."""

from django.urls import path

from .views import days, needs, reports, results, signups

app_name = "doing"
_MATTER = "sak/<int:number>/"
_DAY = "dugnad/<int:number>/"
urlpatterns = [
    path("dugnader/", days.days, name="days"),
    path("dugnader/ny/", days.day_new, name="day-new"),
    path(f"{_DAY}", signups.day, name="day"),
    path(f"{_DAY}kalender.ics", days.day_calendar, name="day-calendar"),
    path(f"{_DAY}endre/", days.day_change, name="day-change"),
    path(f"{_DAY}avlys/", days.day_cancel, name="day-cancel"),
    path(f"{_DAY}meld-pa/", signups.signup_make, name="signup-make"),
    path(f"{_DAY}meld-av/", signups.signup_withdraw, name="signup-withdraw"),
    path(f"{_DAY}ny-lenke/", signups.link_again, name="signup-link-again"),
    path(f"{_DAY}pamelding/<str:token>/", signups.signup_link, name="signup-link"),
    path(f"{_DAY}pamelding/<str:token>/bekreft/", signups.link_confirm, name="signup-confirm"),
    path(f"{_DAY}pamelding/<str:token>/meld-av/", signups.link_withdraw, name="signup-link-withdraw"),
    path(f"{_DAY}pameldte/", reports.participants, name="participants"),
    path(f"{_DAY}pameldte/<int:key>/meld-av/", reports.participant_remove, name="participant-remove"),
    path(f"{_DAY}etterpa/", reports.day_report, name="day-report"),
    path(f"{_MATTER}dugnad/ny/", days.matter_day_new, name="matter-day-new"),
    path(f"{_MATTER}behov/", needs.pledges, name="pledges"),
    path(f"{_MATTER}behov/nytt/", needs.need_new, name="need-new"),
    path(f"{_MATTER}behov/<int:key>/endre/", needs.need_change, name="need-change"),
    path(f"{_MATTER}behov/<int:key>/fjern/", needs.need_close, name="need-close"),
    path(f"{_MATTER}behov/<int:key>/jeg-kan/", needs.pledge_make, name="pledge-make"),
    path(f"{_MATTER}tilsagn/<int:key>/trekk/", needs.pledge_withdraw, name="pledge-withdraw"),
    path(f"{_MATTER}kommunen-stiller/", needs.municipality_gives, name="municipality-gives"),
    path(f"{_MATTER}resultat/", results.result, name="result"),
    path(f"{_MATTER}resultat/fortell/", results.result_tell, name="result-tell"),
    path(f"{_MATTER}resultat/virkning/", results.effect_tell, name="effect-tell"),
]
