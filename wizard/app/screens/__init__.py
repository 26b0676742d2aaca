"""The screens; each decides what happens, its widgets only announce."""
