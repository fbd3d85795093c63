"""Tables of the work: needs and pledges, days and sign-ups, results."""

from .days import DugnadDay, SignUp, Task
from .needs import Need, Pledge
from .results import Result

__all__ = ["DugnadDay", "Need", "Pledge", "Result", "SignUp", "Task"]
