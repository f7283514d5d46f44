"""The website: chat page, widget for other sites, and the plain forms for calculation and self-assessment."""

from bot.web.origins import add_cors
from bot.web.pages import web_router
from bot.web.senders import Senders

__all__ = ["Senders", "add_cors", "web_router"]
