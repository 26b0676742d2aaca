"""Starts the full-screen wizard and ends with the exit code of how it went."""

import gc

from wizard.app.app import CaiqWizardApp
from wizard.app.terminal import end_when_the_terminal_is_gone, end_without_terminal
from wizard.store.home import Home


def run_app(home: Home) -> int:
    """Run until the user quits; returns the exit code (0, or 1 after a crash)."""
    app = CaiqWizardApp(home)
    # What start-up made lives as long as the app; see long_lived, which does the same, more thoroughly, later on.
    gc.freeze()
    end_when_the_terminal_is_gone(app.rescue)
    code = 1
    try:
        app.run()
        code = app.return_code or 0
    finally:
        end_without_terminal(code)
    return code
