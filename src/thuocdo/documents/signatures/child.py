"""The process that looks at one PDF's signatures: `python -m thuocdo.documents.signatures.child`.

Standard input: one line of JSON with the path, the trusted certificates, the lists of revoked ones (base64), the time
and the limits. Standard output: one line of JSON, the facts.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from datetime import datetime
from pathlib import Path

from thuocdo.documents.parsing.child import confine
from thuocdo.documents.parsing.limits import Limits
from thuocdo.documents.signatures.trust import Trust


def main() -> int:
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    order = json.loads(sys.stdin.readline())
    confine(Limits(**order["limits"]))
    from thuocdo.documents.signatures.reader import read_signatures

    trust = Trust(
        roots=tuple(order["roots"]),
        helpers=tuple(order["helpers"]),
        lists=tuple(base64.b64decode(one) for one in order["lists"]),
    )
    facts = read_signatures(Path(order["path"]), trust, now=datetime.fromisoformat(order["now"]))
    out.write(json.dumps(facts.to_json(), ensure_ascii=False) + "\n")
    out.flush()
    # nothing that a damaged file left behind in a library shall run at the end
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
