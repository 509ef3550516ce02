"""Messages one finding at a time, against which those of whole frames are held."""

import json

from regionpb.rules.saying.messages import (
    _BETWEEN,
    _EMPTY,
    MEASURED,
    SEVERAL,
    _gap,
    _names_in,
    _pieces,
    _subject_parts,
    _taken_from,
    _template,
    shortened,
    shown_as,
)


def message_of(rule, table, id_, values, language):
    """The message of one finding, the same that `with_messages` gives it."""
    out = [subject(table, id_, language, code=rule.code), _gap(_template(rule, language), language)]
    for literal, name in _pieces(_template(rule, language)):
        out.append(literal)
        if name is not None:
            text = _as_text(values.get(_taken_from(name)))
            known = shown_as(table, name, language)
            if text is not None and name in SEVERAL:
                text = _BETWEEN[language].join(known.get(part, part) for part in text.split(";"))
            elif text is not None and name in MEASURED:
                text = text.removesuffix(".0")
            out.append(_EMPTY[language] if text is None else shortened(known.get(text, text)))
    return "".join(out)


def subject(table, id_, language, *, code=""):
    """What a finding of a code speaks of: a row by its id, some row, a table or a file."""
    before, without = _subject_parts(table, language, code)
    return without if id_ is None else f"{before}{shortened(id_)}"


def fields_of(template):
    """The values that a message is made of, in their order."""
    return tuple(dict.fromkeys(map(_taken_from, _names_in(template))))


def _as_text(value):
    """A JSON scalar as it is shown; None for what is empty."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
