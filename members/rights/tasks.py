"""Erasures that waited are done, and copies that ran out are gone."""

from members.rights import copies
from members.rights import services as rights
from minishop import schedule


@schedule.every(seconds=300)
def finish_erasures() -> None:
    rights.sweep()


@schedule.every(seconds=3600)
def forget_copies() -> None:
    copies.forget()
