"""Who may read the pages above all rooms."""

import rules

from partnership.accounts.rules import is_observer, is_office, is_president

rules.add_perm("portal.view_obstacles", is_office | is_observer | is_president)
