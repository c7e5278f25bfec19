"""The bill of NDJSON as a careful person writes it: standard library only."""
import json
import re
import sys

WORD = re.compile(r"[^\W\d_]+(?:['’‘-]|[^\W\d_])*|['’‘-]+(?:['’‘-]|[^\W\d_])*")


def cents(text):
    total = 100 + 5 * len(text)
    words = WORD.findall(text)
    for word in words:
        total += 10 if len(word) < 4 else 20 if len(word) < 8 else 30
    total += 30 * sum(character in "aeiouAEIOU" for character in text[2::3])
    if len(text) > 100:
        total += 500
    if words and len(set(words)) == len(words):
        total -= 200
    total = max(total, 100)
    kept = [character for character in text.lower() if character.isalpha() or character.isnumeric()]
    return 2 * total if kept and kept == kept[::-1] else total


for line in sys.stdin:
    message = json.loads(line)
    credits = cents(message["text"])
    sys.stdout.write(
        '{"message_id":%d,"timestamp":"%s","credits_used":%d.%02d}\n'
        % (message["id"], message["timestamp"], credits // 100, credits % 100)
    )
