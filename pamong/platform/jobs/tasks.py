"""Housekeeping of the platform itself."""

from pamong.platform.jobs import actions
from pamong.platform.jobs.app import task
from pamong.platform.live import actions as live


@task(name="jobs.prune", every="17 2 * * *")
def prune_jobs() -> None:
    actions.prune()


@task(name="live.prune", every="7 * * * *")
def prune_live_events() -> None:
    live.prune()
