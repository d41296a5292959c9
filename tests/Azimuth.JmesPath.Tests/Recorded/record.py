#!/usr/bin/env python3
"""Writes python-jmespath-1.0.json: what Python's jmespath 1.0 answers. Needs Debian's python3-jmespath."""
import collections
import json
import pathlib
import sys

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.parser import Parser

assert jmespath.__version__.startswith("1.0."), jmespath.__version__

DOCUMENTS = {
    "subscriptions": [
        {"id": "3", "name": "Facility", "isDefault": False, "user": {"name": "ada", "type": "user"}, "tags": ["a", "b"], "cost": 1.5},
        {"id": "1", "name": "Finance", "isDefault": True, "user": {"name": "grace", "type": "user"}, "tags": [], "cost": 2},
        {"id": "2", "name": "Zürich 東京 😀", "isDefault": False, "user": None, "tags": ["c"], "cost": -1},
    ],
    "numbers": {"whole": 7, "float": 2.5, "big": 12345678901234567890123, "small": 1e-7, "large": 1e16, "zero": 0, "one": 1.0, "list": [3, 1.5, -2], "none": []},
    "texts": {"a": "abc", "b": "ABC", "astral": "😀\uffff", "sorted": ["b", "\uffff", "😀", "a", "B"], "empty": "", "number": " 1_000 ", "bad": "1__0"},
    "mixed": {"list": [1, "a", None, True, [1, [2]], {"b": 1, "a": 2}], "hash": {"b": 1, "a": {"c": None}}, "deep": [[[1], [2]], [[3]]], "foo": [[1, 2, 3], [4]]},
}

EXPRESSIONS = {
    "subscriptions": """
[].name¦[0].name¦[-1].name¦[5]¦[*].user.name¦[].user¦[?isDefault].id¦[?!isDefault].name¦[?cost > `1`].name¦[?cost >= `2` || isDefault].id
[?user.type == 'user' && isDefault]¦[?user].name¦[?tags].name¦[?length(tags) > `1`].name¦sort_by([], &id)[].id¦sort_by([], &cost)[*].cost¦sort_by(@, &name)[].name
reverse(sort_by([], &id))[:2].id¦max_by([], &cost).name¦min_by([], &cost).name¦[].{n: name, c: cost}¦[].{n: name, n: id}¦{all: [].id, count: length([])}¦[].[id, tags[0]]
[].tags[]¦[].tags¦[*].tags[*]¦[::2].id¦[::-1].id¦[1:].id¦[:-1].id¦[0:10:0]¦[0].*¦*¦[0].user.*¦keys([0])¦values([0].user)¦length([0])¦length([2].name)¦reverse([2].name)
[?contains(name, 'F')].id¦[?starts_with(name, 'F')].id¦[?ends_with(name, 'ce')].id¦join(', ', [].name)¦join(', ' [].id)¦map(&name, [])¦map(&user.name, @)¦map(&length(tags), @)
not_null([0].nope, [0].name)¦not_null([0].nope)¦merge([0].user, {x: `1`, name: 'z'})¦to_string([0].user)¦to_string([2].name)¦type([])¦type([0])¦type(@[0].cost)¦[0].cost < [1].cost
[0].{a: b}¦[0].nope.{a: b}¦[0].nope.[a]¦[?name == 'Zürich 東京 😀'].id¦[?"name" == `"Finance"`].id¦[0]."name"¦[].name | [0]¦([].name)[0]¦[*].name[0]¦[].[name][]¦[] | length(@)
sort_by([], &user)¦sort_by([], &isDefault)¦sort_by([], &tags)¦max_by([], &user)¦min_by([], &isDefault)¦sort_by([0], &id)¦sort([].cost)¦sort([].name)¦sort([].tags)¦sort([])¦max([].id)¦min([].cost)
sum([].cost)¦avg([].cost)¦sum([].id)¦avg([].name)¦max([].user)¦join(',', [].cost)¦join(`1`, [].id)¦length([0].cost)¦length(`null`)¦keys([])¦values('a')¦abs('a')¦ceil([0])¦floor(null)
nope([])¦[].nope(@)¦length()¦length(@, @)¦not_null()¦merge()¦merge([0])¦merge(`1`)¦contains([0], 'a')¦contains(`1`, 'a')¦starts_with([0].cost, 'a')¦map([], &id)¦map('a', [])
reverse(`1`)¦reverse([0])¦to_array([0].id)¦to_array([])[0].id¦to_number([0].id)¦to_number([0])¦foo(¦[?cost > `1`][].name[]¦[*].{a: name}.a¦[0][0:1].x¦foo[0][0:2].bar¦[].user.name | sort(@)
""",
    "numbers": """
whole¦float¦big¦small¦large¦one¦zero¦list¦sum(list)¦avg(list)¦max(list)¦min(list)¦sort(list)¦sum(none)¦avg(none)¦max(none)¦min(none)¦sort(none)¦abs(list[2])¦abs(float)¦ceil(float)¦floor(float)
ceil(`-1.5`)¦floor(`-1.5`)¦ceil(big)¦floor(large)¦to_string(float)¦to_string(small)¦to_string(large)¦to_string(big)¦to_number('12')¦to_number('1.50')¦to_number('1e3')¦to_number(' 7 ')¦to_number('0x1F')
to_number('-.5')¦to_number('5.')¦to_number('1_000')¦to_number('abc')¦to_number('')¦to_number(`true`)¦to_number(`null`)¦one == `1`¦one == whole¦zero == `false`¦one == `true`¦`1` == `true`¦`2` == `true`
zero || 'x'¦zero && 'x'¦!zero¦!whole¦big > large¦big == `12345678901234567890123`¦whole > `6.9`¦whole >= `7.0`¦float != `2.5`¦whole < 'a'¦whole == 'a'¦list > `1`¦type(whole)¦type(float)¦[whole, float, big, small]
`[1, 2.0, 1e3, 1E-7, -0.0, 1.5e300]`¦`1e16`¦`123456789012345680.0`¦`0.0001`¦`0.00001`¦`100000000000000000000`¦`-0`¦list[0]¦list[-1]¦list[:2]¦list[::-1]¦list[5:]¦list[99999999999999999999]
""",
    "texts": """
a¦a < b¦a > b¦a == 'abc'¦a != b¦length(astral)¦reverse(astral)¦sort(sorted)¦max(sorted)¦min(sorted)¦contains(a, 'b')¦contains(a, '')¦contains(sorted, 'a')¦starts_with(a, '')¦ends_with(a, 'c')
to_number(number)¦to_number(bad)¦to_string(a)¦to_string(astral)¦to_string(sorted)¦type(a)¦empty || 'x'¦!empty¦'it\\'s'¦'a\\b'¦'\\\\'¦`foo`¦`"foo"`¦`"é"`¦` foo`¦`foo bar`¦`"\\u00e9"`¦"a"¦"\\u0061"¦a[0]¦a[:1]¦a.*¦a[*]¦a[]
""",
    "mixed": """
list¦list[4][1][0]¦list[]¦list[][]¦list[*]¦list[?@ == `1`]¦list[?@]¦list[?!@]¦list[5].*¦hash.*¦hash.a.c¦hash.*.c¦*.a¦*.*¦@¦deep[]¦deep[][]¦deep[][][]¦deep[*][0]¦deep[*][*][0]¦deep[0][0][0]¦foo[*][:2]¦foo[][:1]¦foo[0][1:][0]
foo[0][1:].x¦contains(list, `1`)¦contains(list, `null`)¦contains(list, `{"a":2,"b":1}`)¦hash == `{"a":{"c":null},"b":1}`¦list[5] == {b: `1`, a: `2`}¦{b: `1`, a: `2`} == {a: `2`, b: `1`}¦[`1`,`2`] == `[1,2]`¦`[true]` == `[1]`
keys(hash)¦values(hash)¦keys(merge(hash, `{"c":1}`))¦length(list)¦type(list[2])¦to_string(hash)¦to_string(list)¦not_null(list[2], hash)¦list[0] && list[1]¦list[2] && list[1]¦list[2] || list[1]¦!list[3]¦!list[2]
list[0] == `1` == `true`¦list | [1]¦hash | a | c¦{a: hash.b, c: list[0]}¦{"a b": hash.b}.*¦[hash.b, nope]¦[hash.b, list[*].x]¦@.hash.b¦hash.[b, a]¦hash.{x: b}¦*[0]¦hash.*[0]¦foo[*].[0]¦foo[*][0]¦sort(list)¦max(list)¦sum(list)¦join('', list)
map(&@, list)¦map(&a, list)¦sort_by(list, &@)¦foo.*.bar.baz¦*.bar.baz¦hash.a.b.c.d¦((hash)).b¦(hash.a).c¦hash."b"¦!!list¦!hash.nope¦list[?type(@) == 'string']¦list[?@ > `0`]¦`[[1,2],[3]]`[*][0]¦`{"a":[{"b":1}]}`.a[].b
""",
    "syntax": """
[¦]¦(¦)¦{¦}¦a.¦.a¦a..b¦a[¦a[0¦a[]¦a[a]¦a[*¦a[?¦a[?]¦a[?b¦[?b¦a.[¦a.{¦{a}¦{a:¦{a: b¦{a: b,}¦{a: b c: d}¦[a,]¦[a b]¦f(¦f(a¦f(a,¦f(a,)¦f(a b)¦f(,)¦"f"(a)¦(f)(a)¦a.b(c)¦a.*(b)¦@(a)¦&¦&a¦a&b¦a&&¦a||¦a|
a ==¦== a¦a = b¦a === b¦!¦a!¦a ! b¦<¦a < b < c¦'a¦`a¦"a¦`{¦`"a¦"\\x"¦a-b¦-¦a[-]¦a[-1]¦a[1.5]¦a[1:2:3:4]¦a[::]¦a[:]¦a[1 2]¦a[1:2 3]¦a[b:c]¦#¦a#¦$¦a$b¦a b¦a,b¦a:b¦1¦01¦a.1¦a[01]¦*¦**¦*.*¦*a¦a*¦[*¦[*]a¦[*][0]¦[0]a¦é¦a.é¦"é"
a \t\n b¦a\t.\tb¦%¦^¦~¦a;b¦|a.b.c.¦foo.[a, b].¦[]a¦[][]¦[].[]¦[?a].[b]¦[?a][b]¦[*].*¦[*].{a: b}¦a.b[0].c[1:2].d[*].e[?f].g[].h¦a || b && c || d¦a == b || c == d¦!a == b¦!(a == b)¦a | b | c¦(a
""",
}


def answer(expression, document):
    try:
        parsed = Parser().parse(expression)
    except Exception:  # any refusal to read it is "syntax" to the Azure CLI
        return {"error": "syntax"}
    try:
        return {"result": json.dumps(parsed.search(document, jmespath.Options(collections.OrderedDict)), separators=(",", ":"))}
    except JMESPathError as refused:
        return {"error": str(refused)}
    except Exception as crash:  # the Azure CLI ends with a traceback here
        return {"crash": str(crash)}


def main():
    cases = []
    for name, text in EXPRESSIONS.items():
        for expression in "¦".join(text.strip("\n").split("\n")).split("¦"):
            document = name if name in DOCUMENTS else "mixed"
            cases.append({"document": document, "expression": expression, **answer(expression, DOCUMENTS[document])})
    target = pathlib.Path(__file__).with_name("python-jmespath-1.0.json")
    lines = ",\n".join("    " + json.dumps(case) for case in cases)
    documents = ",\n".join(f"    {json.dumps(name)}: {json.dumps(document)}" for name, document in DOCUMENTS.items())
    target.write_text(f'{{\n  "documents": {{\n{documents}\n  }},\n  "cases": [\n{lines}\n  ]\n}}\n')
    print(len(cases), "cases", file=sys.stderr)


if __name__ == "__main__":
    main()
