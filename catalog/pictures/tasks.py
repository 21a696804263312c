from catalog.pictures import services as pictures
from minishop import schedule


@schedule.every(seconds=30)
def make_avif() -> None:
    """One photograph after the other in one process: encoding takes a processor, and nobody waits for it.

    The row says what is left, so a process that dies in the middle costs one photograph's work.
    """
    pictures.slim_all(seconds=25)
