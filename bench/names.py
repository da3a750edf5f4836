"""Writes minimal readings (text and names) of the re3d documents, to be scored by ../shared/eval/score.py.

Run: python bench/names.py > out.jsonl; python ../shared/eval/score.py entities \
    ../shared/corpora/re3d/train.jsonl out.jsonl
"""

import json
from pathlib import Path

from sightline.extraction.names import find_names
from sightline.model.contract import mention_to_dict
from sightline.model.document import Document, Part

TEXTS = Path(__file__).parents[1].parent / "shared" / "corpora" / "re3d" / "train.jsonl"


def main() -> None:
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        part = Part("p1", "body", 0, len(text), language="en")
        document = Document(id="sha256:0", capture="cap-0", text=text, parts=(part,), language="en")
        mentions = [mention_to_dict(m) for m in find_names(document)]
        print(
            json.dumps({"document": {"text": text}, "mentions": mentions, "claims": []}, ensure_ascii=False)
        )


if __name__ == "__main__":
    main()
