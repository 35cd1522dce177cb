"""Settings of Hamyar. The environment is read in this package and nowhere else.

Every variable has its line in `.env.example`.
"""

from partnership.settings.base import *  # noqa: F403
from partnership.settings.services import *  # noqa: F403
from partnership.settings.safety import *  # noqa: F403  # isort: skip
from partnership.settings.people import *  # noqa: F403  # isort: skip
