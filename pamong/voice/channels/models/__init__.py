from pamong.voice.channels.models.dialogue import Dialogue

__all__ = ["Dialogue"]
