"""The one way out: what the shop sends to addresses that others chose.

`outbound.post(url, body, headers={…}, seconds=15)` answers with what was said, or raises `NotSent`.
"""

from minishop.outbound.posting import Answer, NotSent, checked, post

__all__ = ["Answer", "NotSent", "checked", "post"]
