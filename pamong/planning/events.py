"""What happens to plans; areas above may listen, in the same transaction."""

import datetime as dt
from dataclasses import dataclass

from pamong.platform.access.viewer import Viewer


@dataclass(frozen=True)
class SkpRevised:
    """Both sides agreed to a new version of a plan, in force from ``day`` on."""

    skp_id: int
    day: dt.date
    by: Viewer
