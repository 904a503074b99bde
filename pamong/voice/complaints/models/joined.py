from django.db import models

from pamong.platform.privacy import labels as privacy


class JoinMark(models.Model):
    """That somebody said "the same happened to me" about some case: a keyed digest of browser or draft and case, without either.

    It names no case and no person and has no moment; the same press gives the same mark, and nothing can be read back.
    """

    mark = models.CharField(primary_key=True, max_length=64, db_comment=privacy.SECRET)

    def __str__(self) -> str:
        return self.mark[:8]
