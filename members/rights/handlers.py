"""What was asked is done by a job: copies are written, wishes to be forgotten carried out."""

from members.rights import copies
from members.rights import services as rights
from minishop import events
from minishop.events.models import Event


@events.on("copy.asked", outside=True)
def write_copy(event: Event) -> None:
    copies.write(event.data["copy"])


@events.on("erasure.asked", outside=True)
def carry_out(event: Event) -> None:
    rights.carry_out(person_id=event.subject_id)
