"""Where a text holds an address by which a person is reached, or the number of a travel
document: e-mail, WeChat and QQ, passports and permits.
"""

from __future__ import annotations

import re
from typing import Final

_LINK: Final = (
    r"\s?(?:号码?|[Ii][Dd]|群|[账帐]号|[Nn]o\.?|[Nn]umber)?[\s:：为是=]{0,3}[\"“]?"
)
_MESSENGER: Final = (
    r"(?:(?<=[微薇威Vv]信)|(?<=[VvWw][Xx])|(?<=[Qq][Qq])|(?<=[Cc]hat)|(?<=CHAT)"
    r"|(?<=eixin)|(?<=扣扣)|(?<=抖音)|(?<=付宝))"
)
_DOCUMENT: Final = r"(?:(?<=护照)|(?<=[行胞乡]证)|(?<=证件)|(?<=assport))"
_LAST_OF_MESSENGER: Final = "信xXqQtTn扣音宝"
_LAST_OF_DOCUMENT: Final = "照证件t"
_PASSPORT: Final = r"(?<![0-9A-Za-z].)[0-9A-HJ-NP-Z][0-9]{7}(?![0-9A-Za-z])"

FIRST: Final = f"@{_LAST_OF_MESSENGER}{_LAST_OF_DOCUMENT}EG"
REST: Final = (
    rf"(?<=[{FIRST}])(?:{_MESSENGER}{_LINK}[A-Za-z0-9][A-Za-z0-9_\-]{{4}}"
    rf"|{_DOCUMENT}{_LINK}[A-Za-z]{{1,2}}[0-9]{{7}}"
    rf"|(?<=[A-Za-z0-9._%+\-]@)[A-Za-z0-9]|(?<=[EG]){_PASSPORT})"
)
"""What a text must hold to be worth a closer look, as of numbers."""

_MAIL: Final = re.compile(
    r"([A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]*(@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*)"
)
_BEHIND_LABEL: Final = re.compile(
    rf"([{_LAST_OF_MESSENGER}]{_MESSENGER}{_LINK}[A-Za-z0-9])[A-Za-z0-9_\-]{{4,29}}"
)
_NUMBERED: Final = re.compile(
    rf"([{_LAST_OF_DOCUMENT}]{_DOCUMENT}{_LINK}[A-Za-z]{{1,2}})[0-9]{{7,10}}"
)
_ALONE: Final = re.compile(rf"([EG]){_PASSPORT}")


LABELLED_HINT: Final = "@|[Vv][Xx]|[Ww][Xx]|[Qq][Qq]|hat|HAT|eixin|assport"
"""What a reference in ASCII must hold to be worth a closer look."""


def mask_accounts(text: str) -> str:
    """Mask every such address and number, and keep its first character."""
    return _ALONE.sub(r"\1********", mask_labelled(text))


def mask_labelled(text: str) -> str:
    """Mask those that say themselves what they are: nothing else looks like one."""
    text = _MAIL.sub(r"\1**\2", text)
    text = _BEHIND_LABEL.sub(r"\1**", text)
    return _NUMBERED.sub(r"\1********", text)
