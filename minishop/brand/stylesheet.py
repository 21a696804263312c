"""Writes the brand's tokens as a stylesheet that only ever sets custom properties."""

import re

GROUND = {"light": "#FAF6F0", "dark": "#16131A"}
SCHEMES = tuple(GROUND)
NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
VALUE = re.compile(r"[\w\s#%.,\"'()/+-]{1,200}")


def check(tokens: object) -> None:
    """Returns when tokens are {"light": {name: value}, "dark": {…}} and no value can end its rule.

    Raises:
        ValueError: with the name of the token at fault.
    """
    if not isinstance(tokens, dict):
        raise ValueError("tokens are an object")
    for scheme, values in tokens.items():
        if scheme not in SCHEMES or not isinstance(values, dict):
            raise ValueError(f"{scheme}: only {', '.join(SCHEMES)}, each an object")
        for name, value in values.items():
            if not NAME.fullmatch(name) or not isinstance(value, str) or not VALUE.fullmatch(value):
                raise ValueError(f"{scheme}.{name}: not a plain token")
            if "url(" in value.lower().replace(" ", ""):
                raise ValueError(f"{scheme}.{name}: a token loads nothing")


def write(tokens: dict[str, dict[str, str]], *, font_url: str = "") -> str:
    """The stylesheet, empty when there is nothing to override."""
    check(tokens)
    parts = []
    if font_url:
        parts.append(
            f'@font-face{{font-family:"Brand Display";src:url("{font_url}");font-display:swap}}'
            '@layer tokens{:root{--serif:"Brand Display","LL Fallback","Songti SC",serif}}'
        )
    if light := tokens.get("light"):
        parts.append(f"@layer tokens{{:root{{{_rules(light)}}}}}")
    if dark := tokens.get("dark"):
        parts.append(
            "@media (prefers-color-scheme:dark)"
            f"{{@layer tokens{{:root:not([data-theme=light]){{{_rules(dark)}}}}}}}"
        )
    return "".join(parts)


def _rules(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in sorted(values.items()))
