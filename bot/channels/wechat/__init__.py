"""WeChat official account: callback, plain-text rendering, delivery within five seconds, customer-service messages."""

from bot.channels.wechat.menu import build_menu, publish_menu
from bot.channels.wechat.router import wechat_router

__all__ = ["build_menu", "publish_menu", "wechat_router"]
