"""Starts the full-screen wizard and ends with the exit code of how it went."""

from wizard.app.app import CaiqWizardApp
from wizard.app.long_lived import set_aside_what_lives_long
from wizard.store.home import Home


def run_app(home: Home) -> int:
    """Run until the user quits; returns the exit code (0, or 1 after a crash)."""
    app = CaiqWizardApp(home)
    set_aside_what_lives_long()
    app.run()
    return app.return_code or 0
