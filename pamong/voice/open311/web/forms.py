"""Forms of Open311."""

from django.utils.translation import gettext_lazy as _

from pamong.platform.ui import forms


class KeyForm(forms.Form):
    """A key for one program."""

    name = forms.CharField(label=_("Aplikasi dan pengelolanya"), max_length=120)
    per_hour = forms.IntegerField(label=_("Laporan paling banyak per jam"), initial=60, min_value=1, max_value=100_000)
