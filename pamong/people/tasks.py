"""Background work of the personnel area."""

import functools
import logging

from django.conf import settings
from django.db import IntegrityError, OperationalError

from pamong.people.actions import careers, imports, sync, units, vacancies
from pamong.people.enums import ImportState
from pamong.people.models import ImportRun
from pamong.people.queries.imports import actor_of
from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs import actions as jobs
from pamong.platform.jobs.app import task
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

log = logging.getLogger("pamong.import")
BROKEN = N_("Terjadi kesalahan di sistem dan sudah dicatat. Coba lagi; bila tetap gagal, hubungi pengelola sistem.")
CHANGED_MEANWHILE = N_("Data pegawai berubah saat impor berjalan. Tekan Impor lagi; yang sudah masuk tidak diulang.")


@task(name=imports.TASK, atomic=False)
def run_import(run_id: int) -> None:
    """Check or apply a run, whichever it waits for; begins again where a killed worker left it."""
    run = ImportRun.objects.filter(pk=run_id).select_related("created_by").first()
    if run is None or run.state not in (ImportState.CHECKING, ImportState.APPLYING):
        return
    by, key = actor_of(run), run.job_key
    try:
        if run.state == ImportState.CHECKING:
            imports.check(run=run, by=by)
        else:
            imports.apply(run=run, by=by, progress=functools.partial(jobs.progress, key))
        jobs.finish(key)
    except Refused as refused:
        _stop(run, by, refusal_text(refused), again=refused.code == "sibuk")
    except IntegrityError:
        log.exception("import %s met other changes", run_id)
        _stop(run, by, CHANGED_MEANWHILE, again=True)
    except OperationalError:  # the database was away: the queue tries again
        raise
    except Exception:
        log.exception("import %s failed", run_id)
        _stop(run, by, BROKEN, again=run.state == ImportState.APPLYING)


def _stop(run: ImportRun, by: Viewer, message: str, *, again: bool) -> None:
    imports.fail(run=run, message=message, by=by, again=again)
    jobs.fail(run.job_key, text=message)


@task(name="people.forget_import_files", every="23 3 * * *")
def forget_import_files() -> None:
    """Workbooks are personal data: they go when nobody needs them any more."""
    imports.forget_old_files(by=Viewer.system("people.forget_import_files"))


@task(name="people.apply_unit_changes", every="7 * * * *", atomic=False)
def apply_unit_changes() -> None:
    """Units whose planned change holds from today on; every hour, because days begin at another time in each zone."""
    units.apply_due(by=Viewer.system("people.apply_unit_changes"))


@task(name="people.end_services", every="11 * * * *")
def end_services() -> None:
    """Accounts of people whose last day has passed are closed."""
    careers.end_services(by=Viewer.system("people.end_services"))


@task(name="people.sync_folder", every="23 1 * * *", atomic=False)
def sync_folder() -> None:
    """The newest file of the folder is compared each night; one that was compared already is left alone."""
    sync.run_folder(folder=settings.SYNC_FOLDER, by=Viewer.system("people.sync_folder"))


@task(name="people.seats", every="17 1 * * *")
def seats() -> None:
    """Plt of empty seats whose days have ended go; what nobody heads stands on the clerk's list."""
    by = Viewer.system("people.seats")
    vacancies.end_due_seats(by=by)
    vacancies.flag(by=by)
