"""What waits for a person: the same queries for the page and for the count beside the menu."""

from datetime import date, timedelta
from uuid import UUID

from projections.owed.delivery import asks, declarations, milestones, statuses
from projections.owed.items import HORIZON, Owed
from projections.owed.others import for_others
from projections.owed.troubles import acceptances, actions, escalations, issues, requests, reviews
from projections.view import Programs, View

__all__ = ["HORIZON", "Owed", "for_others", "mine"]


def mine(view: View, person: UUID, *, today: date, manages: Programs) -> list[Owed]:
    """What waits for this person, the longest overdue first; `manages` are the programs where they may approve."""
    until = today + timedelta(days=HORIZON)
    found = [
        *statuses(view, person, today),
        *milestones(view, person, today, until),
        *declarations(view, person, today),
        *asks(view, person),
        *reviews(view, person, until),
        *requests(view, person),
        *acceptances(view, person, until),
        *escalations(view, person, manages),
        *issues(view, person),
        *actions(view, person, today, manages),
    ]
    return sorted(found, key=lambda owed: (owed.due or today, owed.title))
