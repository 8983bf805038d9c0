"""What a translation was made from: the digest of a wording, and languages that are forms of another one.

Pure: text in, text out.
"""

import hashlib

PLAIN = "-simple"  # registered variant of BCP 47: de-simple is German in plain language ("Einfache Sprache")
DIGEST_LENGTH = 12
# The fields of each kind of text, in the order in which they are digested.
GUIDE = ("title", "summary", "body")
TERM = ("term", "definition")
QUESTION = ("question", "answer")


def digest(*texts: str) -> str:
    """The mark of a wording: the same for the same words however their lines are broken.

    >>> digest("Kosten", "Was es kostet.") == digest("Kosten ", "Was es\\n kostet.")
    True
    """
    words = "\x1f".join(" ".join(text.split()) for text in texts)
    return hashlib.sha256(words.encode()).hexdigest()[:DIGEST_LENGTH]


def is_plain(language: str) -> bool:
    """True for a form in plain language, which is no language of its own.

    >>> is_plain("de-simple"), is_plain("de")
    (True, False)
    """
    return language.endswith(PLAIN)
