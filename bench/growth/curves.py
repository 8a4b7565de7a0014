"""What was measured at each size: as a table with the growth of each quantity, and as a picture."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matplotlib.figure import Figure
from PIL import Image

NOT_MEASURED = math.nan
Panel = dict[str, list[float]]
"""Quantities by their names with units; one figure for each size."""

COLOURS = ("#1b6ca8", "#c1440e", "#2e7d32", "#7b1fa2", "#b8860b", "#455a64", "#d81b60", "#00838f")
MARKERS = "osD^vP*X"


@dataclass(frozen=True)
class Growth:
    """One kind of work. `axis` says what a size counts; `panels` stand beside each other in the picture."""

    title: str
    axis: str
    sizes: Sequence[int]
    panels: dict[str, Panel]
    notes: list[str] = field(default_factory=list)

    def exponent(self, figures: Sequence[float]) -> float:
        """The slope on logarithmic axes from the first to the last size measured.

        0: does not grow; 1: linear; more: worse than linear. NaN where that has no meaning.
        """
        known = [(size, figure) for size, figure in zip(self.sizes, figures, strict=True) if figure > 0]
        if len(known) < 2:
            return math.nan
        (first, least), (last, most) = known[0], known[-1]
        return math.log(most / least) / math.log(last / first)

    def table(self) -> str:
        """All of it as Markdown."""
        head = " | ".join(f"{size:,}" for size in self.sizes)
        lines = [f"**{self.title}**", "", f"| {self.axis} | {head} | exponent |"]
        lines.append("|---|" + "---:|" * (len(self.sizes) + 1))
        for name, panel in self.panels.items():
            lines += [
                f"| {name}: {quantity} | {' | '.join(map(readable, figures))} | {self._exponent(figures)} |"
                for quantity, figures in panel.items()
            ]
        return "\n".join([*lines, "", *self.notes])

    def _exponent(self, figures: Sequence[float]) -> str:
        slope = self.exponent(figures)
        return "–" if math.isnan(slope) else f"{slope:.2f}"

    def draw(self, path: Path) -> None:
        """Draws every quantity as so many times what it is at the smallest size."""
        figure = Figure(figsize=(max(7, 5 * len(self.panels)), 5.2), dpi=100)
        axes = figure.subplots(1, len(self.panels), squeeze=False, sharey=True)[0]
        linear = [size / self.sizes[0] for size in self.sizes]
        for (name, panel), axis in zip(self.panels.items(), axes, strict=True):
            axis.loglog(self.sizes, linear, "--", color="#888888", label="linear growth")
            for number, (quantity, figures) in enumerate(panel.items()):
                if not figures[0] > 0:
                    continue
                times = [each / figures[0] for each in figures]
                measured = [each for each in figures if not math.isnan(each)]
                label = f"{quantity}: {readable(measured[0])} to {readable(measured[-1])}"
                axis.loglog(
                    self.sizes,
                    times,
                    color=COLOURS[number],
                    marker=MARKERS[number],
                    markersize=5,
                    label=label,
                )
            axis.set_title(name, fontsize=11)
            axis.set_xlabel(self.axis)
            axis.set_xticks(self.sizes)
            axis.set_xticklabels([f"{size:,}" for size in self.sizes])
            axis.yaxis.set_major_formatter("{x:g}")
            axis.minorticks_off()
            axis.grid(color="#e0e0e0")
            axis.legend(fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.14), frameon=False)
        axes[0].set_ylabel(f"times what it is at {self.sizes[0]:,}")
        figure.suptitle(self.title)
        figure.tight_layout()
        drawn = io.BytesIO()
        figure.savefig(drawn)
        Image.open(drawn).quantize(64).save(path, optimize=True)  # a third of the bytes


def readable(figure: float) -> str:
    """Three digits that matter, or a dash where nothing was measured."""
    if math.isnan(figure):
        return "–"
    return f"{figure:,.0f}" if figure >= 100 or figure == 0 else f"{figure:.3g}"
