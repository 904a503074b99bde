"""What goes wrong in a rule: an input that cannot be read (RuleError) or an act that is not allowed (Refused)."""

from collections.abc import Callable
from enum import StrEnum

from pamong.rulebook.text import Sentence


class ErrorCode(StrEnum):
    """The six error codes every rule answers with."""

    UNKNOWN_VALUE = "nilai_tidak_dikenal"
    WRONG_TYPE = "tipe_salah"
    OUT_OF_RANGE = "di_luar_batas"
    MISSING = "wajib"
    UNKNOWN_RULE = "aturan_tidak_dikenal"
    NOT_IN_FORCE = "belum_berlaku"


class RuleError(Exception):
    """A wrong input of a rule.

    ``message`` is Indonesian, its msgid may use %(field)s and the ``params``; ``field`` names the input at fault
    (``periode[0].bulan``) or is None.
    """

    def __init__(self, code: ErrorCode, msgid: str, field: str | None = None, **params: object) -> None:
        self.code = code
        self.field = field
        self.message = Sentence(msgid, {**params, "field": field})
        super().__init__(f"{code.value}: {self.message}")

    def as_dict(self) -> dict[str, str | None]:
        """The error as the contract writes it: code, message, field."""
        return {"code": self.code.value, "message": str(self.message), "field": self.field}


class Refused(Exception):
    """An act that the rules do not allow now. Raised by the ``rules`` of every area, shown in plain words at the edge.

    ``msgid`` is Indonesian with %(name)s places filled from ``params``; ``field`` names the form field at fault, if
    one is; ``code`` is for programs.
    """

    def __init__(self, msgid: str, *, field: str | None = None, code: str = "ditolak", **params: object) -> None:
        self.msgid = msgid
        self.params = params
        self.field = field
        self.code = code
        super().__init__(Sentence(msgid, params))

    def text(self, translate: Callable[[str], str] | None = None) -> str:
        """The refusal as a sentence, in Indonesian or in the language of ``translate``."""
        sentence = Sentence(self.msgid, self.params)
        return sentence.translated(translate) if translate else str(sentence)
