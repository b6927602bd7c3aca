"""Join the style sheets of static/css/source into the one small file that pages load.

Run it after changing a source; a test fails until then.
"""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "static" / "css"


def joined(sources: Path = FOLDER / "source") -> str:
    """All sources in the order of their names, without comments and needless white space."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(sources.glob("*.css")))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,]) ?", r"\1", text)
    text = re.sub(r"(?<=[\w-]): (?=[^{}]*[;}])", ":", text)
    return text.replace(";}", "}").replace("}", "}\n").replace("\n}", "}").strip() + "\n"


if __name__ == "__main__":
    (FOLDER / "site.css").write_text(joined(), encoding="utf-8")
