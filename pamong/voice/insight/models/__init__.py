from pamong.voice.insight.models.inquiry import Inquiry, InquiryNote
from pamong.voice.insight.models.signal import Signal, SignalCase, SignalPolicy
from pamong.voice.insight.models.tally import Tally

__all__ = ["Inquiry", "InquiryNote", "Signal", "SignalCase", "SignalPolicy", "Tally"]
