"""What waits for the viewer: each area tells it through its ``queries.home_cards``; here they are put in order."""

from collections.abc import Callable

from pamong.appraisal.queries import home_cards as appraisal_cards
from pamong.feedback.dialogue.queries import home_cards as dialogue_cards
from pamong.feedback.peer.queries import home_cards as peer_cards
from pamong.feedback.queries import home_cards as feedback_cards
from pamong.people.queries import home_cards as people_cards
from pamong.planning.queries import home_cards as planning_cards
from pamong.platform.access.viewer import Viewer
from pamong.platform.counting import Ask, asked_together
from pamong.platform.ui.cards import Card
from pamong.voice.complaints.queries import home_cards as complaint_cards
from pamong.worklog.queries import home_cards as worklog_cards

# In the order of the working day; what calls for action comes first within the page.
SOURCES: tuple[Callable[[Viewer], Ask[list[Card]]], ...] = (
    worklog_cards,
    complaint_cards,
    planning_cards,
    appraisal_cards,
    feedback_cards,
    peer_cards,
    dialogue_cards,
    people_cards,
)
URGENCY = {"bad": 0, "warn": 1, "info": 2, "mute": 3, "ok": 4}


def home_cards(viewer: Viewer) -> list[Card]:
    """The cards of all areas, the urgent ones first, otherwise in the order of the areas; what they count is asked together."""
    cards = [card for found in asked_together(source(viewer) for source in SOURCES) for card in found]
    return sorted(cards, key=lambda card: URGENCY.get(card.tone, 3))


def greeting(hour: int) -> str:
    """The greeting of the hour, as people say it: pagi to 10, siang to 15, sore to 18, malam."""
    if 3 <= hour < 11:
        return "pagi"
    if 11 <= hour < 15:
        return "siang"
    if 15 <= hour < 19:
        return "sore"
    return "malam"
