"""Settings of Hamyar. The environment is read in this package and nowhere else.

Every variable has its line in `.env.example`.
"""

from partnership.settings.base import *
from partnership.settings.logs import *
from partnership.settings.people import *
from partnership.settings.safety import *
from partnership.settings.services import *
