"""Several areas may take messages: asked in their order, the first that takes it answers."""

from typing import Any

import pytest

from pamong.platform.gateway import actions, handlers
from pamong.platform.gateway.handlers import Inbound, Reply
from pamong.platform.gateway.models import InboundMessage


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two handlers: one takes what begins with "aduan", the other with "aduan" or "survei"."""
    order: list[str] = []
    monkeypatch.setattr(handlers, "_handlers", {})

    def taking(name: str, *words: str) -> Any:
        def take(message: Inbound) -> Reply | None:
            order.append(name)
            return Reply(f"{name}: {message.text}") if message.text.startswith(words) else None

        return take

    handlers.register("pertama", taking("pertama", "aduan"))
    handlers.register("kedua", taking("kedua", "aduan", "survei"))
    return order


def message(text: str, ident: str = "1") -> Inbound:
    return Inbound(ident, "whatsapp", "+628123456789", text)


@pytest.mark.parametrize(
    ("text", "reply", "order"),
    [
        ("aduan lampu", "pertama: aduan lampu", ["pertama"]),
        ("survei 5", "kedua: survei 5", ["pertama", "kedua"]),
    ],
)
@pytest.mark.django_db
def test_the_first_that_takes_it_answers(asked: list[str], text: str, reply: str, order: list[str]) -> None:
    assert actions.take(message=message(text)) == (reply, True)
    assert asked == order
    assert InboundMessage.objects.get().handler == reply.split(":", maxsplit=1)[0]


@pytest.mark.django_db
def test_what_nobody_takes_is_noted_once_too(asked: list[str]) -> None:
    first, again = (actions.take(message=message("halo")) for _n in range(2))
    assert first[0] == again[0] != ""
    assert (first[1], again[1]) == (True, False)
    assert asked == ["pertama", "kedua"]


@pytest.mark.django_db
def test_carriers_count_apart(asked: list[str]) -> None:
    assert actions.take(message=message("aduan a"))[1]
    assert actions.take(message=Inbound("1", "sms", "+628123456789", "aduan b"))[1]
    assert InboundMessage.objects.count() == 2
