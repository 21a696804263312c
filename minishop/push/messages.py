"""What we write to a browser to show that it can be reached."""

from minishop import notify

notify.kind("push-test", channels=(), needs={"path"}, rings="high")
