from pamong.platform.offline.models.receipt import Receipt

__all__ = ["Receipt"]
