from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "pamong.people"
    label = "people"
    verbose_name = "Kepegawaian"

    def ready(self) -> None:
        from pamong.people import listeners  # noqa: F401, PLC0415  # needs the apps to be ready
        from pamong.platform.notifications.enums import Mode  # noqa: PLC0415
        from pamong.platform.notifications.kinds import declare  # noqa: PLC0415  # the registry of another app

        only_now = (Mode.NOW,)  # nobody should be able to switch these off
        declare("account.code_issued", title=_("Kode aktivasi akun Anda diterbitkan"), mail=True, allows=only_now)
        declare("account.factor_released", title=_("Faktor kedua akun Anda dilepas"), mail=True, allows=only_now)
        declare("acting.appointed", title=_("Penunjukan Plt atau Plh"), mail=True)
        declare("acting.ended", title=_("Tugas Plt atau Plh berakhir"), mail=True)
        declare("career.moved", title=_("Penempatan Anda berubah"), mail=True)
        declare("correction.answered", title=_("Laporan Anda dijawab"), mail=True)
        declare("team.joined", title=_("Anda masuk tim kerja"))
        declare("teamtask.given", title=_("Tugas tim kerja untuk Anda"))
        declare("teamtask.reported", title=_("Tugas tim kerja selesai"))
        declare("teamtask.withdrawn", title=_("Tugas tim kerja ditarik"))
