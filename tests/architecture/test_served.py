"""How the dashboard is served and looks: to this machine only, without anything from elsewhere, in colours that hold."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())


def test_it_is_served_to_this_machine_and_tells_nobody():
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["disableDataExport"] is True
    assert 50 <= CONFIG["server"]["maxUploadSize"] <= 600


def test_nothing_is_fetched_from_elsewhere():
    assert not re.search(r"https?://", (ROOT / ".streamlit" / "config.toml").read_text())
    fonts = [ROOT / face["url"].removeprefix("app/") for face in CONFIG["theme"]["fontFaces"]]
    assert all(font.exists() for font in fonts)
    assert "SIL OPEN FONT LICENSE" in (ROOT / "static" / "inter-OFL.txt").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_theme_has_ten_colours_for_charts(scheme):
    """With fewer, Plotly drops them all and draws in its own."""
    assert len(set(CONFIG["theme"][scheme]["chartCategoricalColors"])) == 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("colour", ["textColor", "grayTextColor", "primaryColor", "greenTextColor", "orangeTextColor"])
def test_text_can_be_read(scheme, colour):
    """WCAG AA: 4.5 to 1 on the page's ground."""
    theme = CONFIG["theme"][scheme]
    high, low = sorted((luminance(theme[colour]), luminance(theme["backgroundColor"])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))
