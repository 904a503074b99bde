from django.urls import path, re_path

from pamong.voice.open311.web.views import keys, requests, services

F = r"\.(?P<fmt>xml|json)$"
CODE, ID = r"(?P<code>[\w-]{1,60})", r"(?P<ident>[\w-]{1,60})"
app_name = "open311"
urlpatterns = [
    path("pengaduan/kunci-open311/", keys.keys, name="keys"),
    path("pengaduan/kunci-open311/<int:pk>/cabut/", keys.revoke, name="revoke"),
    re_path(rf"^open311/discovery{F}", services.discovery, name="discovery"),
    re_path(rf"^open311/v2/services{F}", services.services, name="services"),
    re_path(rf"^open311/v2/services/{CODE}{F}", services.definition, name="definition"),
    re_path(rf"^open311/v2/service/{CODE}{F}", services.definition, name="definition_alias"),  # some clients' spelling
    re_path(rf"^open311/v2/requests{F}", requests.requests, name="requests"),
    re_path(rf"^open311/v2/requests/{ID}{F}", requests.one, name="request"),
    re_path(rf"^open311/v2/tokens/{ID}{F}", requests.token, name="token"),
    re_path(rf"^open311/v2/servicerequestupdates{F}", requests.updates, name="updates"),
]
