"""Settings: environment variables `JIGAI_*`, also read from `.env`."""

from __future__ import annotations

import datetime as dt
import os
from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds config.yml, domain.yml and data/."""


class Settings(BaseSettings):
    """All settings of the product; docs/settings.md is checked against this class by a test."""

    model_config = SettingsConfigDict(env_prefix="JIGAI_", env_file=".env", extra="ignore")

    guide: str = Field("2018", description="which folder under knowledge/guides/ is in force")
    today: dt.date | None = Field(None, description="the date to reckon with, for demonstrations and tests")
    data_dir: Path = Field(ROOT / ".jigai", description="where model, databases and index are kept")
    database_url: str = Field("", description="SQLAlchemy URL of the conversations; a SQLite file unless set")
    redis_url: str = Field("", description="Redis for locks and shared state between processes")
    action_server_url: str = Field("", description="call custom actions over HTTP there, not in process")
    rate_limit: str = Field("30/minute", description="messages per sender, `off` for load tests")
    cors_origins: str = Field("", description="origins that may embed the widget, separated by commas; `*` for any")
    public_url: str = Field("", description="the address under which enterprises reach this server")
    secret: SecretStr = Field(SecretStr(""), description="signs the website's sender ids; random unless set")
    retention_days: int = Field(180, ge=1, description="how long transcripts are kept")

    wechat_token: SecretStr = Field(SecretStr(""), description="token of the official account's server setting")
    wechat_appid: str = Field("", description="app id of the official account")
    wechat_secret: SecretStr = Field(SecretStr(""), description="app secret, for customer-service messages and menu")
    wechat_aes_key: SecretStr = Field(SecretStr(""), description="EncodingAESKey, 43 characters, for secure mode")
    wechat_menu_links: bool = Field(False, description="render choices as weixin://bizmsgmenu links")
    wechat_transfer: bool = Field(False, description="hand over to human agents by transfer_customer_service")
    wechat_handover_minutes: int = Field(30, ge=1, description="how long the assistant stays silent after a handover")
    wechat_api: str = Field("https://api.weixin.qq.com", description="base address of WeChat's API")
    admin_secret: SecretStr = Field(SecretStr(""), description="opens the operator console; closed unless set")

    @property
    def current_date(self) -> dt.date:
        """The injected date, or the real one."""
        return self.today or dt.date.today()


@lru_cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()


def export_to_actions(config: Settings) -> None:
    """Passes on what the actions read from the environment, also where it came from `.env`."""
    os.environ["JIGAI_GUIDE"] = config.guide
    os.environ["JIGAI_DATA_DIR"] = str(config.data_dir)
    if config.today:
        os.environ["JIGAI_TODAY"] = config.today.isoformat()
