"""Starts the full-screen wizard and ends with the exit code of how it went."""

import gc

from wizard.app.app import CaiqWizardApp
from wizard.store.home import Home


def run_app(home: Home) -> int:
    """Run until the user quits; returns the exit code (0, or 1 after a crash)."""
    app = CaiqWizardApp(home)
    # What start-up made lives as long as the app; see long_lived, which does the same, more thoroughly, later on.
    gc.freeze()
    app.run()
    return app.return_code or 0
