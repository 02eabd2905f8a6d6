"""Whether HTML is valid: html-validate with a strict configuration, and the Nu checker where Java is."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bench.judges import node

JAR = "vnu-jar/build/dist/vnu.jar"
CONFIGURATION = str(node.HERE / "htmlvalidate.json")

#: Page → what is wrong with it: the rule's name and a sentence.
Found = dict[str, list[tuple[str, str]]]


def html_validate(pages: Mapping[str, str]) -> Found:
    """``pages``: name → HTML."""
    with tempfile.TemporaryDirectory() as folder:
        names = _write(pages, Path(folder))
        said = json.loads(
            node.run("html-validate", "--config", CONFIGURATION, "--formatter", "json", *names)
        )
    found: Found = {name: [] for name in pages}
    for file in said:
        for one in file["messages"]:
            text = f"line {one['line']}: {one['message']} ({one.get('selector') or ''})"
            found[names[file["filePath"]]].append((one["ruleId"], text))
    return found


def nu(pages: Mapping[str, str]) -> Found:
    """The checker of the W3C, whose warnings count as well."""
    with tempfile.TemporaryDirectory() as folder:
        names = _write(pages, Path(folder))
        said = node.run_java(JAR, "--format", "json", "--exit-zero-always", *names)
    found: Found = {name: [] for name in pages}
    for one in said["messages"]:
        kind = one.get("subType") or one["type"]
        if kind == "info":
            continue
        path = unquote(urlsplit(one["url"]).path)
        # it has no names of rules: those of elements stand in quotes of their own
        text = f"line {one.get('lastLine')}: {one['message']}"
        found[names[path]].append((one["message"], text))
    return found


def _write(pages: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Files for the tools: path → name of the page."""
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number:03}.html"
        path.write_text(html)
        names[str(path)] = name
    return names
