"""Who may listen to which topic. A topic is `kind:id`; each kind has one rule, an unknown kind is refused."""

import re
from collections.abc import Callable

from pamong.platform.access.viewer import Viewer

TOPIC = re.compile(r"^([a-z]{1,20}):([A-Za-z0-9_-]{1,40})$")
MOST = 10  # topics of one page

Rule = Callable[[Viewer, str], bool]
_rules: dict[str, Rule] = {}


def register(kind: str, rule: Rule) -> None:
    """Let viewers listen to `kind:<id>` when `rule(viewer, id)` says so; other platform parts add their own kinds."""
    _rules[kind] = rule


def register_own() -> None:
    """The two kinds every area publishes to."""
    register("person", lambda viewer, ident: viewer.person_id is not None and ident == str(viewer.person_id))
    register("board", lambda viewer, ident: ident in {str(person_id) for person_id in viewer.acts_for})


def parse(text: str) -> list[str]:
    """The topics of a `topics=` parameter, without doubles; empty when one is malformed or there are too many."""
    topics = list(dict.fromkeys(part for part in text.split(",") if part))
    return topics if len(topics) <= MOST and all(TOPIC.match(topic) for topic in topics) else []


def kind_of(topic: str) -> str:
    """The part before the colon: the name of the browser event."""
    return topic.partition(":")[0]


def may_listen(viewer: Viewer, topics: list[str]) -> bool:
    """Whether this viewer may listen to every one of these topics (never to none)."""
    return bool(topics) and all(_may(viewer, *topic.split(":", 1)) for topic in topics)


def _may(viewer: Viewer, kind: str, ident: str) -> bool:
    rule = _rules.get(kind)
    return rule is not None and rule(viewer, ident)
