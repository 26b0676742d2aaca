"""What is handed over: pure writers that turn a ``Report`` into files. Knows the questionnaires only."""
