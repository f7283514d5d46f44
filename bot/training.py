"""Training: skipped when model and data are unchanged; the model in use is replaced only by a finished one."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import logging
import time
from pathlib import Path

from bot import quiet
from bot.nlu.known_questions import known_questions
from bot.operation.taught import taught_file
from bot.settings import ROOT, Settings, settings
from knowledge.loader import load_guide

logger = logging.getLogger(__name__)

SOURCES = (
    "config.yml",
    "domain.yml",
    "data/**/*.yml",
    "bot/nlu/features.py",
    "bot/nlu/intent_model.py",
    "bot/nlu/embedding.py",
    "bot/nlu/normalise.py",
    "knowledge/words.py",
)
"""The files on which the model depends; of the guide it learns the questions and the words."""
KEPT_MODELS = 2


def fingerprint(config: Settings, root: Path = ROOT) -> str:
    """A short hash over all SOURCES, the examples that operators taught, and the questions and names of the guide."""
    guide = load_guide(config.guide)
    words = sorted(keyword for record in guide.records.values() for keyword in record.keywords)
    learnt = [guide.folder, sorted(known_questions().items()), sorted(guide.aliases()), words]
    digest = hashlib.sha256(json.dumps(learnt, ensure_ascii=False).encode())
    for pattern in SOURCES:
        for path in sorted(root.glob(pattern)):
            digest.update(str(path.relative_to(root)).encode())
            digest.update(path.read_bytes())
    if taught := taught_file(config):
        digest.update(taught.read_bytes())
    return digest.hexdigest()[:12]


def models_folder(config: Settings) -> Path:
    """Where trained models are kept."""
    return config.data_dir / "models"


def current_model(config: Settings) -> Path | None:
    """The model that fits the present data; None where it has not been trained."""
    path = models_folder(config) / f"jigai-{fingerprint(config)}.tar.gz"
    return path if path.is_file() else None


def train(config: Settings | None = None, *, force: bool = False) -> Path:
    """The model for the present data, trained if there is none; returns its path."""
    config = config or settings()
    if not force and (path := current_model(config)):
        logger.info("模型与数据一致，无需训练：%s", path.name)
        return path
    quiet.quieten()
    from rasa.model_training import train as rasa_train

    began = time.monotonic()
    name = f"jigai-{fingerprint(config)}"
    folder = models_folder(config)
    partial = folder / "partial"
    partial.mkdir(parents=True, exist_ok=True)
    taught = taught_file(config)
    logger.info("开始训练（首次约两分钟）……")
    with contextlib.redirect_stdout(io.StringIO()):
        result = rasa_train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(ROOT / "data"), *([str(taught)] if taught else [])],
            output=str(partial),
            force_training=True,
            fixed_model_name=name,
        )
    if result.code != 0 or not result.model:
        raise RuntimeError("训练失败：请运行 rasa data validate 查看 data/、domain.yml、config.yml 中的问题")
    path = Path(result.model).replace(folder / f"{name}.tar.gz")
    for old in sorted(folder.glob("jigai-*.tar.gz"), key=lambda item: item.stat().st_mtime)[:-KEPT_MODELS]:
        old.unlink()
    logger.info("训练完成，用时%d秒：%s", time.monotonic() - began, path.name)
    return path
