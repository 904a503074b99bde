"""One evaluation, as the employee and everybody who may read it sees it."""

from django.http import HttpResponse

from pamong.appraisal.web.views._page import show
from pamong.platform.access.gate import Request, gate


@gate("evaluation.view")
def evaluation(request: Request, pk: int) -> HttpResponse:
    """Lines, evidence, feedback, rating with its reasoning, and what comes next."""
    return show(request, pk)
