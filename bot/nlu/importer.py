"""Rasa's importer of training files, for thousands of examples: nothing is read twice."""

from __future__ import annotations

from pathlib import Path

from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.data import get_data_files, is_nlu_file
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData

EXAMPLES = "nlu"
"""Name of the folder whose files hold examples; other files are looked into to find out what they hold."""


class GuideImporter(RasaFileImporter):
    """Reads the examples once, whatever part of Rasa asks for them and in what language."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path)
        self._nlu_files = get_data_files(training_data_paths, lambda path: _examples(path) or is_nlu_file(path))
        self._story_files = get_data_files(
            training_data_paths, lambda path: not _examples(path) and YAMLStoryReader.is_stories_file(path)
        )
        self._read: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The examples of all files; the language makes no difference to them."""
        self._read = self._read or super().get_nlu_data(language)
        return self._read


def _examples(path: str) -> bool:
    return EXAMPLES in Path(path).parent.parts
