"""The chain of superiors: cycles are found and cut at their top, and people are ordered superiors first."""

from collections.abc import Iterable, Mapping


def cycles(superior: Mapping[str, str | None]) -> list[list[str]]:
    """Every cycle of superiors (NIPs, each below the next), e.g. two people who name each other."""
    found: list[list[str]] = []
    settled: set[str] = set()
    for start in superior:
        way: list[str] = []
        places: dict[str, int] = {}
        at: str | None = start
        while at is not None and at not in settled and at not in places:
            places[at] = len(way)
            way.append(at)
            at = superior.get(at)
        if at is not None and at in places:
            found.append(way[places[at] :])
        settled.update(way)
    return found


def superiors_first(nips: Iterable[str], superior: Mapping[str, str | None]) -> list[str]:
    """The same people, each after his superior if that one is among them. Cycles must be cut before."""
    wanted = list(nips)
    among = set(wanted)
    ordered: dict[str, None] = {}
    for nip in wanted:
        way: list[str] = []
        at: str | None = nip
        while at is not None and at in among and at not in ordered and at not in way:
            way.append(at)
            at = superior.get(at)
        for step in reversed(way):
            ordered[step] = None
    return list(ordered)
