"""What can be reported through other programs: never the conduct of officers, for which sealed and anonymous ways are needed."""

from django.db.models import QuerySet

from pamong.voice.complaints import queries as complaints
from pamong.voice.complaints.queries import Category

DATATYPES = {
    "text": "string",
    "number": "number",
    "date": "datetime",
    "choice": "singlevaluelist",
    "choices": "multivaluelist",
}


def services() -> QuerySet[Category]:
    """The categories offered, in the order of the list."""
    return complaints.categories().filter(about_officer=False)


def service_of(code: str) -> Category | None:
    """The category of a service code, or None."""
    found = complaints.category_by_code(code)
    return found if found is not None and not found.about_officer else None
