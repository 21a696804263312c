"""The storm: a served shop whose processes are killed at chosen moments while people buy.

The programs of this shop run under `tests.faults.storm.settings`, whose database backend and Celery
signals call `moments.at(…)`. When the driver has ordered a kill for that moment and that program, the
program itself kills the victim, with SIGKILL, there and then. Nothing of this is in the shop's own code.
"""
