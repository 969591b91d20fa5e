"""No model without a test that gives it rows and looks at what it makes of them."""

import re
from pathlib import Path

from telcost import warehouse


def test_every_model_is_named_by_a_test():
    text = "\n".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert [name for name in warehouse.models() if not re.search(rf'"{re.escape(name)}"', text)] == []
