"""What we write about sessions."""

from minishop import notify

notify.kind("new-device", channels=("email",), needs={"browser", "link"})
