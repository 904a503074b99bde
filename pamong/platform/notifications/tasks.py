"""The outbox at work: what is due leaves, channel by channel; digests are made; what died is rescued."""

import logging
import time

from django.db import DatabaseError, connection

from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs.app import defer, step, task
from pamong.platform.notifications import actions, queries
from pamong.platform.notifications.channels import Failed, repeatable
from pamong.platform.notifications.enums import Channel, Reason, State
from pamong.platform.notifications.models import Delivery
from pamong.platform.notifications.rules import timing
from pamong.platform.notifications.sending import Wait, attempt

log = logging.getLogger("pamong.notifications")
WORKER = Viewer.system("worker")
MOST = 200  # deliveries of one job; then it queues itself again, so that other jobs have their turn
SECONDS = 40.0
BREAKER = 3  # failures in a row after which a channel rests until the next minute


@task(name="notifications.send", atomic=False)
def send_due(channel: str) -> None:
    """Send what is due on one channel. One job at a time per channel: a gateway that hangs holds up nobody else."""
    if not _alone(channel):
        return
    try:
        more = _drain(channel)
    finally:
        _leave(channel)
    if more:
        defer(send_due, channel=channel)


@task(name="notifications.sweep", every="* * * * *", atomic=False)
def sweep() -> None:
    """Every minute: what killed workers left, digests whose hour has come, tries and quiet hours that are over."""
    with step():
        actions.rescue(repeatable=repeatable(), by=WORKER)
    with step():
        actions.make_digests(by=WORKER)
    with step():
        for channel in queries.channels_due():
            defer(send_due, channel=channel)


@task(name="notifications.mail")
def send_mail(notice_id: int) -> None:
    """The job of earlier versions, for those that still wait in a queue at an upgrade."""
    actions.mail_of(notice_id=notice_id, by=WORKER)
    defer(send_due, channel=str(Channel.EMAIL))


@task(name="notifications.prune", every="27 2 * * *")
def prune() -> None:
    actions.prune(by=WORKER)


def _drain(channel: str) -> bool:
    """Whether more may be due when this job has done its share."""
    until, failures = time.monotonic() + SECONDS, 0
    for _n in range(MOST):
        delivery = actions.claim(channel=channel, by=WORKER)
        if delivery is None:
            return False
        failures = failures + 1 if _try(delivery) else 0
        if failures >= BREAKER:
            return False
        if time.monotonic() > until:
            break
    return True


def _try(delivery: Delivery) -> bool:
    """Send one claimed delivery and note what came of it; answers whether the channel seems to be in trouble."""
    try:
        reason = attempt(delivery)
    except Wait as wait:
        actions.finish(delivery=delivery, state=State.WAITING, reason=Reason.QUIET, due_at=wait.until, by=WORKER)
        return False
    except Failed as failed:
        return _failed(delivery, failed)
    except DatabaseError:
        raise  # it stays claimed and is rescued
    except Exception as error:  # a poison delivery: noted, parked in the end, and never in the way of others
        log.error("delivery %s not composed: %s", delivery.pk, type(error).__name__)
        return _failed(delivery, Failed(Reason.BROKEN))
    state = State.SKIPPED if reason else State.SENT
    actions.finish(delivery=delivery, state=state, reason=reason, by=WORKER)
    return False


def _failed(delivery: Delivery, failed: Failed) -> bool:
    in_doubt = failed.doubt and delivery.channel not in repeatable()
    if failed.final or in_doubt or delivery.attempts >= timing.ATTEMPTS:
        reason = Reason.DOUBT if in_doubt else failed.reason
        actions.finish(delivery=delivery, state=State.PARKED, reason=reason, by=WORKER)
    else:
        due = actions.moment() + timing.pause(delivery.attempts)
        actions.finish(delivery=delivery, state=State.WAITING, reason=failed.reason, due_at=due, by=WORKER)
    return not failed.final and failed.reason is not Reason.BROKEN


def _alone(channel: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('notifications'), hashtext(%s))", [channel])
        return bool(cursor.fetchone()[0])


def _leave(channel: str) -> None:
    if connection.connection is not None and not connection.connection.closed:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('notifications'), hashtext(%s))", [channel])
