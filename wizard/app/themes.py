"""The three looks: calm and dark, calm and light, and one of high contrast. Each keeps text readable by itself.

Text has at least the contrast that the WCAG ask for: 4.5 to 1 in the calm themes, 7 to 1 in high contrast (a test
measures it).
"""

from textual.theme import Theme

CALM = Theme(
    name="calm",
    primary="#6FA8A0",
    secondary="#7A8FA6",
    accent="#7FBFB4",
    foreground="#DDE3E8",
    background="#14181C",
    surface="#1B2126",
    panel="#242C33",
    success="#8FBF8F",
    warning="#D9B36C",
    error="#D98A8A",
    dark=True,
    variables={
        "footer-key-foreground": "#7FBFB4",
        "block-cursor-background": "#2E4A4A",
        "block-cursor-foreground": "#FFFFFF",
        "input-selection-background": "#3A5F5F",
    },
)
CALM_LIGHT = Theme(
    name="calm-light",
    primary="#2F6F68",
    secondary="#50657B",
    accent="#1F6B63",
    foreground="#1E2528",
    background="#FAFAF7",
    surface="#F1F2EE",
    panel="#E4E7E3",
    success="#2F6B35",
    warning="#7A5200",
    error="#A3302F",
    dark=False,
    variables={
        "footer-key-foreground": "#1F6B63",
        "block-cursor-background": "#CFE3DF",
        "block-cursor-foreground": "#10201E",
        "block-cursor-blurred-background": "#DDE8E5",
        "block-cursor-blurred-foreground": "#10201E",
        "input-selection-background": "#B9D8D2",
    },
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#FFFF00",
    secondary="#FFFFFF",
    accent="#FFFF00",
    foreground="#FFFFFF",
    background="#000000",
    surface="#1C1C1C",
    panel="#303030",
    success="#7CFF7C",
    warning="#FFD75F",
    error="#FF9A9A",
    dark=True,
    variables={
        "footer-key-foreground": "#FFFF00",
        "block-cursor-background": "#FFFF00",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#5F5F00",
        "block-cursor-blurred-foreground": "#FFFFFF",
        "input-selection-background": "#5F5F00",
        "text-muted": "#E0E0E0",
    },
)
THEMES = (CALM, CALM_LIGHT, HIGH_CONTRAST)
