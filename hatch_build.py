"""Compiles the question bank into its index when the package is built, so that no start-up pays for parsing it."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BankIndexHook(BuildHookInterface[Any]):
    """Runs before a wheel (also an editable one) is put together; a bank with faults stops the build."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  (the interface's signature)
        """Write the index and the texts, which the wheel carries as artifacts."""
        sys.path.insert(0, self.root)
        from questionnaires.library import write_index  # noqa: PLC0415  (needs the path above)

        write_index(Path(self.root) / "questionnaires")
