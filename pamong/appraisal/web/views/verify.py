"""Public: is this document genuine? No account, no JavaScript, nothing about the rating."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from pamong.appraisal import queries
from pamong.appraisal.web.forms import CodeForm, FileForm
from pamong.platform.access.gate import Request, gate
from pamong.programmes import queries as programmes


@gate("verification.view")
def verify_form(request: Request) -> HttpResponse:
    """Type the code (``?code=``): the answer has an address of its own."""
    if "code" not in request.GET:
        return render(request, "appraisal/verify_form.html", {"form": CodeForm()})
    form = CodeForm(request.GET)
    if not form.is_valid():
        return render(request, "appraisal/verify_form.html", {"form": form}, status=422)
    typed = form.cleaned_data["code"]
    if agreement := programmes.verified_agreement(typed):
        return redirect("programmes:verify", code=agreement.code)
    return redirect("appraisal:verify", code=queries.readable_code(typed))


@gate("verification.view", methods=("GET", "POST"))
def verify(request: Request, code: str) -> HttpResponse:
    """The answer for one code; POST compares a file with the document, byte for byte, and keeps nothing."""
    genuine = queries.verified(code)
    if genuine is None:
        return render(request, "appraisal/verify_unknown.html", {"code": code[:80]}, status=404)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    same: bool | None = None
    if form.is_bound and form.is_valid():
        same = queries.same_file(genuine, form.cleaned_data["file"].chunks())
    context = {"genuine": genuine, "form": form, "same": same}
    return render(request, "appraisal/verify.html", context, status=422 if form.errors else 200)
