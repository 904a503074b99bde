"""Housekeeping of messages from outside."""

from pamong.platform.gateway import actions
from pamong.platform.jobs.app import task


@task(name="gateway.forget_replies", every="47 * * * *")
def forget_replies() -> None:
    """Every hour: replies older than a day."""
    actions.forget_replies()
