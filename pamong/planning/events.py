"""What happens to plans; areas above may listen, in the same transaction."""

import datetime as dt
from dataclasses import dataclass

from pamong.platform.access.viewer import Viewer


@dataclass(frozen=True)
class SkpAgreed:
    """Both sides agreed to a plan; it may be evaluated from now on."""

    skp_id: int
    cycle_id: int
    by: Viewer


@dataclass(frozen=True)
class PlansFollowed:
    """Plans followed the posts of their persons: last day, unit or assessor are others than before."""

    skp_ids: tuple[int, ...]
    by: Viewer


@dataclass(frozen=True)
class SkpRevised:
    """Both sides agreed to a new version of a plan, in force from ``day`` on."""

    skp_id: int
    day: dt.date
    by: Viewer
