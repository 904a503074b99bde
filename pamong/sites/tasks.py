"""Housekeeping that no single area owns."""

from pamong.platform.access import housekeeping
from pamong.platform.jobs.app import task


@task(name="access.prune", every="37 2 * * *")
def prune_access() -> None:
    """Every night: kept answers, counters of tries, ended sessions."""
    housekeeping.prune()
