"""An administrator with the whole database before him: every row, every byte of the tables, every order and every time.

He knows who was asked and, from what requests leave behind, who answered when. He tries to say which answer is whose.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from django.db import connection

from pamong.feedback.peer.rules.box import SLOT
from pamong.platform import embedded

Order = list[Any]
_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
"""
_FILES = """
SELECT c.relname, pg_read_binary_file(pg_relation_filepath(c.oid), 0, 200000000, true) FROM pg_class c
WHERE pg_relation_filepath(c.oid) IS NOT NULL AND c.relpersistence = 'p' AND c.relkind IN ('r', 't', 'i')
"""


def rows_with(text: str) -> dict[str, list[str]]:
    """Every row of every table, as text, that holds this text."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t WHERE strpos(t::text, %s) > 0', [text])
            if rows := [row[0] for row in cursor.fetchall()]:
                found[table] = rows
    return found


def files_with(text: str) -> set[str]:
    """Tables, toast tables and indexes whose files hold these bytes, deleted rows included."""
    if not embedded.in_use():
        pytest.skip("reading files needs the superuser of the embedded server")
    where = connection.settings_dict
    with psycopg.connect(host=where["HOST"], dbname=where["NAME"], user="postgres", autocommit=True) as superuser:
        superuser.execute("CHECKPOINT")
        found = superuser.execute(_FILES).fetchall()
    return {name for name, content in found if content and text.encode() in bytes(content)}


@dataclass
class Traces:
    """What he gathers while the round runs and after it: orders of givers, and orders of answers, per person spoken of."""

    givers: dict[str, dict[int, Order]] = field(default_factory=dict)
    snapshots: dict[int, list[bytes]] = field(default_factory=lambda: defaultdict(list))

    def look_at_boxes(self, subject_id: int) -> None:
        """A copy of the box, taken right after an answer came in."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM peer_sealedbox WHERE subject_id = %s", [subject_id])
            self.snapshots[subject_id].append(bytes(cursor.fetchone()[0]))

    def gather(self) -> None:
        """Before the release: in which order, by every trace, people used their invitations."""
        orders = {
            "kept requests": (
                "SELECT i.subject_id, i.giver_id FROM access_answeredrequest r"
                " JOIN peer_invitation i ON i.id = (r.headers->>'X-Object-Id')::bigint"
                " WHERE r.route = 'peerreview.answer' ORDER BY r.created_at, r.id"
            ),
            "used marks": (
                "SELECT i.subject_id, i.giver_id FROM peer_usedinvitation u JOIN peer_invitation i ON i.id = u.invitation_id"
                " ORDER BY u.ctid"
            ),
            "invitations": "SELECT i.subject_id, i.giver_id FROM peer_invitation i"
            " JOIN peer_usedinvitation u ON u.invitation_id = i.id ORDER BY i.id",
            "people": "SELECT i.subject_id, i.giver_id FROM peer_invitation i"
            " JOIN peer_usedinvitation u ON u.invitation_id = i.id ORDER BY i.giver_id",
            "notices": "SELECT i.subject_id, i.giver_id FROM notifications_notification n"
            " JOIN peer_invitation i ON i.giver_id = n.person_id JOIN peer_usedinvitation u ON u.invitation_id = i.id"
            " WHERE n.kind = 'peer.invited' ORDER BY n.id DESC",
            "boxes": "SELECT i.subject_id, i.giver_id FROM peer_usedinvitation u"
            " JOIN peer_invitation i ON i.id = u.invitation_id ORDER BY u.xmin::text::bigint, u.ctid DESC",
        }
        for name, sql in orders.items():
            self.givers[name] = _grouped(sql)
        self.givers["kept requests, from the end"] = {
            subject: list(reversed(order)) for subject, order in self.givers["kept requests"].items()
        }
        self.givers["changed blocks"] = {
            subject: self._by_block(subject, order) for subject, order in self.givers["kept requests"].items()
        }

    def _by_block(self, subject: int, order: Order) -> Order:
        """Givers in the order of the block of the box that changed least when each answered."""
        seen = self.snapshots.get(subject, [])
        places = []
        for before, after in itertools.pairwise([b"\0" * len(seen[0]), *seen] if seen else []):
            blocks = range(0, len(after), SLOT)
            same = [
                sum(x == y for x, y in zip(before[b : b + SLOT], after[b : b + SLOT], strict=False)) for b in blocks
            ]
            places.append(max(blocks, key=lambda b: same[b // SLOT]))
        return [giver for _, giver in sorted(zip(places, order, strict=False), key=lambda pair: pair[0])]


ANSWERS: dict[str, str] = {
    "place in the file": "ctid",
    "number": "id",
    "transaction": "xmin::text::bigint, ctid",
    "text length": "length(keep), ctid",
    "row bytes": "md5(a::text), id",
}


def orders_of_answers() -> dict[str, dict[int, Order]]:
    """After the release: the answers about each person, in every order the database offers."""
    return {
        name: _grouped(f"SELECT subject_id, keep FROM peer_answer a ORDER BY {columns}")
        for name, columns in ANSWERS.items()
    }


def attack(traces: Traces, truth: dict[str, int]) -> dict[tuple[str, str], tuple[int, float, int]]:
    """Every pair of orders laid side by side: (hits, hits expected by chance, guesses) per strategy."""
    found = {}
    answers = orders_of_answers()
    for (giver_trace, givers), (answer_trace, said) in itertools.product(traces.givers.items(), answers.items()):
        hits, chance, guesses = 0, 0.0, 0
        for subject, texts in said.items():
            order = givers.get(subject, [])
            hits += sum(truth[text] == giver for text, giver in zip(texts, order, strict=False))
            chance += 1.0 if texts else 0.0  # n answers, each 1/n
            guesses += len(texts)
        found[giver_trace, answer_trace] = (hits, chance, guesses)
    return found


def repeated(
    measure: Callable[[], dict[Any, tuple[int, float, int]]], times: int
) -> dict[Any, tuple[float, float, int]]:
    """The rate of hits and of chance per strategy, over so many releases, and the number of guesses."""
    total: dict[Any, list[float]] = defaultdict(lambda: [0, 0, 0])
    for _ in range(times):
        for strategy, values in measure().items():
            total[strategy] = [a + b for a, b in zip(total[strategy], values, strict=True)]
    return {name: (hits / n, chance / n, int(n)) for name, (hits, chance, n) in total.items()}


def _grouped(sql: str) -> dict[int, Order]:
    found: dict[int, Order] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        for subject, value in cursor.fetchall():
            found[subject].append(value)
    return dict(found)
