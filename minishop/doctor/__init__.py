"""What is wrong with a shop, in words, with what mends it.

A feature says `@doctor.check("disk", "There is room on the disk")` on a function that yields a `Fault` or a
`Warning` for each thing it finds; `manage.py doctor` asks them all.
"""

from minishop.doctor.services import Finding, Report, check, checks, examine, fault, warning

__all__ = ["Finding", "Report", "check", "checks", "examine", "fault", "warning"]
