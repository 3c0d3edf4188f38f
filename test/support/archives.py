"""Which words the sources of packages have. Reads `{"wanted": [...], "archives": {name: path}}`, prints `{name: [words]}`. Nothing is unpacked or run."""
import json
import re
import sys
import tarfile
import zipfile

WORD = re.compile(r"[A-Za-z_$][\w$]*")
DECLARATIONS = re.compile(r"\.d\.[cm]?ts$")


def sources(path):
    if path.endswith(".whl"):
        with zipfile.ZipFile(path) as wheel:
            yield from (wheel.read(name) for name in wheel.namelist() if name.endswith((".py", ".pyi")))
        return
    with tarfile.open(path) as archive:
        files = [file for file in archive.getmembers() if file.isfile() and "/node_modules/" not in file.name]
        # Where a package has declarations, they have all that can be named.
        chosen = [file for file in files if DECLARATIONS.search(file.name)] or [file for file in files if re.search(r"\.[cm]?js$", file.name)]
        yield from (archive.extractfile(file).read() for file in chosen)


request = json.load(sys.stdin)
wanted = set(request["wanted"])
found = {name: sorted(set().union(*(wanted.intersection(WORD.findall(text.decode("utf8", "ignore"))) for text in sources(path)))) for name, path in request["archives"].items()}
json.dump(found, sys.stdout)
