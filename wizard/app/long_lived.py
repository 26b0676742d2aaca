"""Keeps the garbage collector from looking through what stays: it would make one key press in ten take 80 ms longer."""

import gc


def set_aside_what_lives_long() -> None:
    """Free what nobody needs any more, then leave the rest out of later collections.

    To be called when something large has just been made: the screen of an assessment with its bank.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
