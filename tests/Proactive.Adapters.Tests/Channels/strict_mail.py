"""Reads every .eml in a folder with Python's own mail package, as strictly as it can, and prints what it saw as JSON."""
import json
import pathlib
import sys
from email import message_from_bytes, policy


def defects(message):
    for part in message.walk():
        yield from (type(d).__name__ for d in part.defects)
        for name, value in part.items():
            yield from (f"{name}: {type(d).__name__}" for d in value.defects)


def seen(path):
    strict = policy.strict.clone(utf8=False, max_line_length=998)
    message = message_from_bytes(path.read_bytes(), policy=strict)
    leaves = [part for part in message.walk() if not part.is_multipart()]
    return {
        "file": path.stem,
        "defects": list(defects(message)),
        "headers": message.keys(),
        "subject": message["Subject"],
        "name": message["From"].addresses[0].display_name,
        "addresses": [a.addr_spec for a in (*message["From"].addresses, *message["To"].addresses)],
        "types": [part.get_content_type() for part in message.walk()],
        "texts": [part.get_content().replace("\r\n", "\n") for part in leaves],
        "attachments": [part.get_filename() for part in message.iter_attachments()] if message.get_content_type() == "multipart/mixed" else [],
    }


print(json.dumps([seen(path) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml"))]))
