"""The report as JSON, field by field as the costing rules name them. Money is written digit by digit, no float."""

import json
from decimal import Decimal

FIELDS = (
    "department", "total_cost", "share_pct", "call_count", "total_minutes", "avg_cost_per_call",
    "inbound_minutes", "outbound_minutes", "toll_free_minutes",
    "carrier_cost", "platform_cost", "licence_cost", "usage_cost",
    "shared_cost", "overhead_cost", "unattributed_cost", "variance",
)  # fmt: skip


def report(asked, rows: list[dict] | None = None, group: str = "department") -> dict:
    """`account` stands only on rows that are accounts. Another group than department: its rows as they are."""
    state = asked.state()
    rows = asked.departments() if rows is None else rows
    return {
        "period": state["period"],
        "state": state["state"],
        "grand_total": asked.headline()["total"],
        f"{group}s": [_row(row) for row in rows] if group == "department" else rows,
    }


def _row(row: dict) -> dict:
    return {name: row[name] for name in FIELDS} | ({"account": True} if row["account"] else {})


def text(value, indent: str = "") -> str:
    """JSON text; a Decimal keeps its places (12.50 stays 12.50)."""
    inner = indent + "  "
    if isinstance(value, dict):
        return _block("{}", [f"{json.dumps(key)}: {text(item, inner)}" for key, item in value.items()], indent)
    if isinstance(value, (list, tuple)):
        return _block("[]", [text(item, inner) for item in value], indent)
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)


def _block(marks: str, items: list[str], indent: str) -> str:
    if not items:
        return marks
    inner = indent + "  "
    return f"{marks[0]}\n{inner}" + f",\n{inner}".join(items) + f"\n{indent}{marks[1]}"
