"""Keeps TensorFlow's and Rasa's log noise out of the user's sight; import before either."""

from __future__ import annotations

import logging
import os
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("LOG_LEVEL", "ERROR")
os.environ.setdefault("PYTHONWARNINGS", "ignore")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
warnings.filterwarnings("ignore")


def quieten(level: int = logging.ERROR) -> None:
    """Sets the level of Rasa's, TensorFlow's and their helpers' loggers."""
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(level)
    for name in ("rasa", "rasa_sdk", "tensorflow", "absl", "matplotlib", "jieba", "apscheduler", "httpx", "asyncio"):
        logging.getLogger(name).setLevel(level)
