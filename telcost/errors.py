"""Every error a user can fix, as a tree: `str(error)` is the whole message, ready to be shown.

A message says where, what is wrong (quoting it), what to do, and what did not happen. A bug of ours is
never one of these: it keeps its traceback.
"""


class TelcostError(Exception):
    """Something a user can fix."""


class Refused(TelcostError):
    """A file that cannot be read: it is kept and listed, nothing of it is imported."""


class BadReference(TelcostError):
    """A list people edit says something impossible (a cycle, an unknown department, two rows for one key)."""


class Denied(TelcostError):
    """The viewer has no grant for this. The text is the same for what is foreign and what does not exist."""


class Busy(TelcostError):
    """Another process holds the lock of this home."""


class NotBuilt(TelcostError):
    """The period has no published build."""


class ModelError(TelcostError):
    """A model file, or a name in one, is wrong."""


class AuditFailed(TelcostError):
    """A check returned rows: the build is wrong and was not published."""
