"""Sign-in and one's own account, under ``akun/``. Of the library only the routes that are needed."""

from allauth.account.views import account_inactive, logout
from allauth.mfa.base.views import authenticate, trust
from allauth.socialaccount.views import login_cancelled
from django.conf import settings
from django.urls import include, path

from pamong.people.web.views.sign_in import sign_in

urlpatterns = [
    path("masuk/", sign_in, name="account_login"),
    path("keluar/", logout, name="account_logout"),
    path("nonaktif/", account_inactive, name="account_inactive"),
    path("masuk/kode/", authenticate, name="mfa_authenticate"),
    path("masuk/ingat/", trust, name="mfa_trust"),
]

if settings.OIDC_SERVER:
    urlpatterns += [
        path("sso/batal/", login_cancelled, name="socialaccount_login_cancelled"),
        path("sso/", include("allauth.socialaccount.providers.openid_connect.urls")),
    ]
