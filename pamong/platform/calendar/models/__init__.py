from pamong.platform.calendar.models.holiday import Holiday

__all__ = ["Holiday"]
