#!/usr/bin/env python3
"""Writes formats.json: what the Azure CLI's output library prints. README.md says what it needs."""
import collections
import json
import pathlib
import sys

import jmespath
from knack.output import OutputProducer
from knack.util import CommandResultItem

ROWS = [
    {"id": "1", "name": "Facility", "isDefault": False, "type": "x", "tags": ["a", "b"], "user": {"name": "ada"}, "cost": 1.5, "note": None},
    {"id": "2", "name": "Zürich – 東京 ☁", "isDefault": True, "tags": [], "user": None, "cost": 2, "extra": "only here"},
    {"id": "3", "name": "日本語", "isDefault": None, "tags": [{"a": 1}], "user": {}, "cost": 1e-07, "Name": "both"},
]
WORDS = [
    "", "yes", "No", "ON", "off", "y", "n", "null", "Null", "~", "true", "1", "-1", "+1", "1.5", "1.", ".5", "1e3", "1.0e+3", "0x1F", "0b11", "0o17", "017", "08", "0",
    "1_000", "12:30:45", "190:20:30.15", "12:60", ".inf", "-.INF", ".nan", "+.nan", "2026-11-24", "2026-1-4", "2026-11-24T10:20:30Z",
    "2026-11-24 10:20:30.5 +01:00", "2030-01-01 00:00:00.000000", "<<", "=", "-", "?", ":", "- a", "? a", ": a", "-a", "?a", ":a", "a: b", "a:", "a #b", "a#b",
    "#a", "---", "...", "--- a", "%a", "@a", "`a", "!a", "&a", "*a", "|", ">", "{a}", "[a]", "a, b", "it's", "\"quoted\"", "back\\slash", "tab\there", " lead", "trail ",
    "two\nlines", "end\n", "\nstart", "blank \nbefore", "after\n blank", "\r\n", "\u0000", "\u001b[31m", "\u007f", "\u0085", "\u00a0", "\u2028", "\ufeff", "\u200b", "é", "東京", "😀",
    "word " * 25 + "end", "x" * 100, "it's " * 25, "tab\t" + "word " * 25, "word  two  blanks " * 8,
]
CASES = [
    # data, query
    (ROWS, None), (ROWS, "[0]"), (ROWS, "[].{Name: name, default: isDefault, id: id, u: user}"), (ROWS, "[].[name, isDefault, tags, user, cost]"),
    (ROWS, "[].name"), (ROWS, "[].isDefault"), (ROWS, "[*].tags"), (ROWS, "[].user"), (ROWS, "[].note"), (ROWS, "[].{a: nope}"), (ROWS, "[:2].{a: nope}"), (ROWS, "{z: [0].id, a: [].name, m: length(@)}"),
    (ROWS, "[0].user"), (ROWS, "[[0].user, [0].user, [0].tags, [0].tags]"), (ROWS, "[@[1].tags, @[1].tags]"), (ROWS, "[[0].user, [0].user, {u: [0].user}]"), (ROWS, "`{\"b\": {\"d\": 1, \"c\": 2}, \"a\": [1]}`"),
    (ROWS, "[`true`, `null`, `1.0`, 'text', `[1, 2]`, `{}`]"), (ROWS, "merge([0].user, {a: 'x'})"), (ROWS, "[].cost"), (ROWS, "[].{c: cost}"), (ROWS, "keys([0])"), (ROWS, "[0].*"),
    (ROWS, "[0].note"), (ROWS, "to_string([1])"), (ROWS, "[].{name: name, Name: id}"),
    ("text", None), (True, None), (4, None), (2.5, None), (1e16, None), ([], None), ({}, None), ([[]], None), ([{}], None), ([{}, {}], None), ([{}, {}, {}], None), ([None, None], None), ("", None), ([""], None),
    ([[[1, [2, [3]]], {"a": [[], {}, [{}]]}], []], None), ({"a": {"b": {"c": {"d": [1, {"e": None}]}}}}, None), ({"b": 1, "a": 2, "C": 3, "é": 4, "": 5, "1": 6}, None),
    (WORDS, None), ({word: index for index, word in enumerate(WORDS)}, None), ({"k" * 122: 1, "k" * 123: 2, "two\nlines": 3, "long " * 30: "value " * 30}, None), ([{"a": word} for word in WORDS], None),
    ([1e22, 1.5e300, 5e-324, 0.1, -0.0, 123456789.125, 10**25, -1, 0.0001, 0.00001], None),
    *[(word, None) for word in ["yes", "word " * 25 + "end", "two\nlines", "a: b", "tab\there", "é", "- a"]],
    ([{"name": "two\nlines", "other": "a"}, {"name": "one", "other": "b\r\nc\nd"}], None), ([{"wide title 東京": "x"}, {"wide title 東京": "e\u0301"}], None),
]


def printed(data, query, form):
    result = data if query is None else jmespath.search(query, data, jmespath.Options(collections.OrderedDict))
    if result is None:
        return ""  # knack's invocation prints nothing then
    return OutputProducer._FORMAT_DICT[form](CommandResultItem(result, is_query_active=query is not None))


def main():
    lines = []
    for data, query in CASES:
        # No tables of all the words: where one cell has several lines, tabulate drops each row whose cells are all empty
        # (a row less would mislead), and each release of wcwidth has its own idea of control characters.
        wanted = ("json", "yaml", "tsv") if isinstance(data, (list, dict)) and len(data) >= len(WORDS) else ("json", "yaml", "table", "tsv")
        forms = {form: printed(data, query, form) for form in wanted}
        if all(ord(c) < 128 or c in "éüß–東京☁" for c in json.dumps(data, ensure_ascii=False)) and len(forms["json"]) < 2000:
            forms["jsonc"] = printed(data, query, "jsonc")
        lines.append(json.dumps({"data": data, "query": query, "printed": forms}))
    pathlib.Path(__file__).with_name("formats.json").write_text("[\n  " + ",\n  ".join(lines) + "\n]\n")
    print(len(lines), "results", file=sys.stderr)


if __name__ == "__main__":
    main()
