"""What Python makes of a text: the judge of our hand-written readers.

usage: readers.py KIND FILE     a JSON list of cases in, the JSON list of answers to FILE.answers
"""
import argparse
import ast
import configparser
import datetime
import io
import json
import os
import sys
import time
import warnings

import yaml

NARGS = {"One": None, "Optional": "?", "Any": "*", "OneOrMore": "+"}


class Refused(Exception):
    """argparse's sentence."""


class Help(Exception):
    """--help came up."""


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Refused(message)


class HelpAction(argparse.Action):
    def __call__(self, *_):
        raise Help


def as_list(value):
    return value if isinstance(value, list) else [] if value is None or value is True else [value]


def arguments(case):
    parser = Parser(prog="az x", add_help=False)
    parser.add_argument("--help", "-h", action=HelpAction, nargs=0, default=argparse.SUPPRESS)
    for number, (names, takes) in enumerate(case["options"]):
        if takes == "Nothing":
            parser.add_argument(*names, dest=f"o{number}", action="store_true", default=argparse.SUPPRESS)
        else:
            parser.add_argument(*names, dest=f"o{number}", nargs=NARGS[takes], default=argparse.SUPPRESS)
    for number, (name, takes) in enumerate(case["positionals"]):
        parser.add_argument(f"p{number}", metavar=name, nargs=NARGS[takes], default=argparse.SUPPRESS if takes == "One" else [])
    try:
        found, extras = parser.parse_known_args(case["words"])
    except Help:
        return {"help": True}
    except Refused as refusal:
        return {"error": str(refusal)}
    values = {name: as_list(value) for name, value in vars(found).items()}
    return {"values": {name: value for name, value in sorted(values.items()) if name[0] == "o" or value}, "extras": extras}


def ini_of(text):
    parser = configparser.ConfigParser(strict=False)
    parser.read_file(io.StringIO(text, newline=None))
    return parser


def ini_items(parser):
    sections = []
    for section in parser.sections():
        items = []
        for name, _ in parser.items(section, raw=True):  # as knack asks: what [DEFAULT] says comes first
            try:
                value = parser.get(section, name)
            except configparser.InterpolationError:
                value = parser.get(section, name, raw=True)
            items.append([name, value])
        sections.append([section, items])
    return sections


def ini(case):
    try:
        before = ini_of(case["text"])
    except configparser.Error as error:
        return {"error": type(error).__name__}
    answer = {"sections": ini_items(before)}
    section, name, value = case["set"]
    try:
        if not before.has_section(section):
            before.add_section(section)
        before.set(section, name, value.replace("%", "%%"))
        out = io.StringIO()
        before.write(out)
        answer["after"] = out.getvalue()
        answer["sectionsAfter"] = ini_items(ini_of(out.getvalue()))
    except (ValueError, configparser.Error) as error:
        answer["refused"] = type(error).__name__
    if case.get("ours") is not None:
        try:
            answer["sectionsOfOurs"] = ini_items(ini_of(case["ours"]))
        except configparser.Error as error:
            answer["sectionsOfOurs"] = type(error).__name__
    return answer


def as_yaml(case):
    return yaml.safe_dump(json.loads(case), default_flow_style=False, allow_unicode=True)


def literal(case):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return json.dumps(ast.literal_eval(case))
    except Exception:  # the Azure CLI catches all of them
        return None


def local_time(case):
    os.environ["TZ"] = case["zone"]
    time.tzset()
    return datetime.datetime.fromtimestamp(case["seconds"]).strftime("%Y-%m-%d %H:%M:%S.%f")


KINDS = {"arguments": arguments, "ini": ini, "yaml": as_yaml, "literals": literal, "times": local_time}

with open(sys.argv[2], encoding="utf-8") as cases:
    answers = [KINDS[sys.argv[1]](case) for case in json.load(cases)]
with open(sys.argv[2] + ".answers", "w", encoding="utf-8") as out:
    json.dump(answers, out)
