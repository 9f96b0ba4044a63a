"""Asking for the password once more, before an act that nobody else may do in a person's name."""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta

from domain.kernel import Problem
from projections.book import utc_now
from web.visit import Visit

LOG = logging.getLogger("steward.security")
FIELD = "password"
NEEDED = "Enter your password; a signature must be yours."
WRONG = "This is not your password; nothing was signed. Check it and try again."
HINT = "The one you sign in with. Nobody else can sign in your name."


def hint(visit: Visit) -> str:
    """What the field says; a demo tells the word that opens its invented people's accounts."""
    mine = (each for each in visit.settings.ready if visit.settings.demo and each.email == visit.person.state.email)
    told = next((each.password for each in mine), "")
    return f"You are an invented person of this demo; your password is {told}" if told else HINT


def vouched(visit: Visit, form: Mapping[str, Sequence[str]]) -> tuple[Problem, ...]:
    """What is wrong with the password that came with a form; nothing where it is the person's own."""
    given = form.get(FIELD) or [""]
    if len(given) > 1 or not given[0]:
        return (Problem(FIELD, NEEDED),)
    accounts, person, now = visit.request.app.state["accounts"], visit.person.id, utc_now()
    if wait := accounts.take(f"sign/{person}", capacity=10, per=timedelta(minutes=5), now=now):
        LOG.warning("signing held back person=%s", person)
        visit.looked("held-back", "The password was asked for once more, to sign")
        return (Problem(FIELD, f"That was tried too often; wait {wait} seconds and try again."),)
    if not accounts.check(person, given[0], now=now):
        LOG.warning("signing refused person=%s", person)
        visit.looked("refused", "The password did not match, to sign")
        return (Problem(FIELD, WRONG),)
    return ()
