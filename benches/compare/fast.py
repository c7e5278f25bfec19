"""The same as fast as Python goes: typed decoding by msgspec, translation tables, few loops."""
import re
import sys

import msgspec


class Message(msgspec.Struct):
    id: int
    text: str
    timestamp: str


WORDS = re.compile(r"[^\W\d_]+(?:['’‘-]|[^\W\d_])*|['’‘-]+(?:['’‘-]|[^\W\d_])*").findall
PRICE = [0, 10, 10, 10, 20, 20, 20, 20] + [30] * 100_000
NOT_VOWELS = {code: None for code in range(128) if chr(code) not in "aeiouAEIOU"}
price = PRICE.__getitem__


def cents(text):
    length = len(text)
    words = WORDS(text)
    total = 100 + 5 * length + sum(map(price, map(len, words)))
    third = text[2::3]
    if third.isascii():
        total += 30 * len(third.translate(NOT_VOWELS))
    else:
        total += 30 * sum(map(third.count, "aeiouAEIOU"))
    if length > 100:
        total += 500
    if words and len(set(words)) == len(words):
        total -= 200
    if total < 100:
        total = 100
    lower = text.lower()
    if lower[:1] == lower[-1:] or not (lower[0].isalnum() and lower[-1].isalnum()):
        kept = [character for character in lower if character.isalpha() or character.isnumeric()]
        if kept and kept == kept[::-1]:
            total *= 2
    return total


decode = msgspec.json.Decoder(Message).decode
read, write = sys.stdin.buffer, sys.stdout.write
while lines := read.readlines(1 << 20):
    out = []
    for message in map(decode, lines):
        whole, part = divmod(cents(message.text), 100)
        out.append(f'{{"message_id":{message.id},"timestamp":"{message.timestamp}","credits_used":{whole}.{part:02}}}\n')
    write("".join(out))
