from pamong.platform.gateway.models.inbound_message import InboundMessage

__all__ = ["InboundMessage"]
