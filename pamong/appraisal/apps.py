from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppraisalConfig(AppConfig):
    name = "pamong.appraisal"
    label = "appraisal"
    verbose_name = "Penilaian"

    def ready(self) -> None:
        from pamong.appraisal import listeners  # noqa: F401, PLC0415  # registers what this area listens to
        from pamong.appraisal.stages import NOT_EVALUATED  # noqa: PLC0415  # needs the models
        from pamong.planning.queries import declare_stage  # noqa: PLC0415  # needs the models
        from pamong.platform.notifications.kinds import declare  # noqa: PLC0415  # the registry of another app

        declare_stage(NOT_EVALUATED)
        declare("evaluation.opened", title=_("Penilaian dibuka"))
        declare("evaluation.handed", title=_("Penilaian beralih kepada Anda"), mail=True)
        declare("evaluation.self_done", title=_("Evaluasi diri terkirim"))
        declare("evaluation.rated", title=_("Penilaian Anda menunggu tanda tangan"), mail=True)
        declare("evaluation.signed", title=_("Penilaian ditandatangani atau ditetapkan"))
