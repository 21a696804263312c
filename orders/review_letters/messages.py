"""The one letter that asks how a piece is.

To ask for an opinion is advertising in law, however kindly it is put (Germany: BGH VI ZR 225/17; China:
Advertising Law, article 43). So it goes only to those who agreed to news by e-mail, and says how to end it.
"""

from minishop import notify
from orders.review_letters import services as letters

notify.kind(letters.KIND, channels=("email",), needs={"number", "link", "piece"}, is_marketing=True)
