"""Conversations about a thing, and feedback asked from named people."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from pamong.evidence.registry import source_url
from pamong.feedback.enums import ReactionWord
from pamong.feedback.models import Comment, FeedbackRequest, Reaction
from pamong.people import queries as people
from pamong.people.models import Assignment
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who


@dataclass(frozen=True)
class Thread:
    """Everything said about a thing of a person: comments in order, reactions by word, the viewer's own."""

    comments: list[Comment]
    reactions: list[tuple[str, int]]
    mine: str
    label: str
    url: str


def person_in_thread(viewer: Viewer, person_id: int) -> Assignment:
    """Somebody about whose things the viewer may talk: himself, or one he leads; raises NotVisible."""
    return people.assignment_for(viewer, person_id, "feedbackthread.write")


def thread(viewer: Viewer, person_id: int, source: str) -> Thread:
    """The conversation about a thing (two statements); the caller fetched the person in the viewer's scope."""
    comments = list(
        Comment.objects.filter(person_id=person_id, source=source).select_related("author").order_by("id")[:500]
    )
    found = list(Reaction.objects.filter(person_id=person_id, source=source))
    count = Counter(row.word for row in found)
    mine = next((row.word for row in found if row.author_id == viewer.person_id), "")
    label = next((row.source_label for row in comments if row.source_label), "")
    words = [(str(word.label), count[word]) for word in ReactionWord if count[word]]
    return Thread(comments, words, mine, label, source_url(source))


def address(person_id: int, source: str, label: str) -> str:
    """The page of the conversation about a thing."""
    query: dict[str, str | int] = {
        "person": person_id,
        "source": source,
        **({"source_label": label[:80]} if label else {}),
    }
    return f"{reverse('feedback:thread')}?{urlencode(query)}"


def asked_of_me(viewer: Viewer) -> QuerySet[FeedbackRequest]:
    """Requests that wait for the viewer's answer, the next due first."""
    found = _requests(viewer).filter(feedback__isnull=True, declined=False)
    return found.select_related("person", "asked_by").order_by("due", "pk")


def asked_by_me(viewer: Viewer) -> QuerySet[FeedbackRequest]:
    """What the viewer asked of others, newest first."""
    found = FeedbackRequest.objects.filter(asked_by_id=viewer.me)
    return found.select_related("person", "giver", "feedback").order_by("-pk")


def request_for(viewer: Viewer, pk: int) -> FeedbackRequest:
    """One request to the viewer; raises NotVisible."""
    found = _requests(viewer).select_related("person", "asked_by").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def requestable(viewer: Viewer, person_id: int) -> Assignment:
    """Somebody about whom the viewer may ask others: himself or a direct report; raises NotVisible."""
    return people.assignment_for(viewer, person_id, "feedbackrequest.request")


def _requests(viewer: Viewer) -> QuerySet[FeedbackRequest]:
    relations = {Who.INVITED: Q(giver_id=viewer.me)}
    return FeedbackRequest.objects.filter(scope(viewer, "feedbackrequest.answer", relations))
