"""The full-screen wizard. The only part of the house that knows Textual."""
