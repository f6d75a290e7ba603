"""Reads odd files as pandas and pyarrow have them, and says what each row is by the rules stated here. JSON in, JSON out.

A cell of a number is a decimal number with the table's own marks, rounded to float32, after blanks and tabs around it are taken
off; a missing word, null and NaN are no value; anything else is a fault of its row. A level is a listed text, else a missing word,
else what is pooled or a fault. A row without any value is none. Whatever is no number by its type refuses the file.
"""
import datetime
import decimal
import io
import json
import math
import re
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet

NUMBERS = ["active_days", "km driven"]
CATEGORY = "plan"
FAULT = {"fault": True}


class Refused(Exception):
    pass


def fold(name):
    return re.sub(r"[\s_-]+", "", name.lower())


BLANKS = " \u00a0\u202f"


def without_symbol(text, symbols):
    """What a number may be once the one symbol before or after it is gone; the text itself first."""
    yield text
    for symbol in symbols:
        if text.startswith(symbol):
            yield text[len(symbol):].lstrip(BLANKS)
        if text[:1] in ("+", "-") and text[1:].startswith(symbol) and text[1 + len(symbol):][:1] not in ("+", "-"):
            yield text[0] + text[1 + len(symbol):]
        if text.endswith(symbol):
            yield text[: -len(symbol)].rstrip(BLANKS)


def below_zero(text):
    """What stands in brackets, or before a minus."""
    if text.startswith("(") and text.endswith(")"):
        yield text[1:-1].strip(BLANKS)
    if text.endswith("-"):
        yield text[:-1].rstrip(BLANKS)


def parse(text, declared):
    marks = declared.get("format") or {}
    symbols = marks.get("symbols", [])
    for bare in without_symbol(text, symbols):
        number = parse_bare(bare, declared)
        if number is not None:
            return number
    for outer in without_symbol(text, symbols) if marks.get("accounting") else []:
        for inner in below_zero(outer):
            for bare in without_symbol(inner, symbols) if outer == text else [inner]:
                number = None if bare[:1] in ("+", "-") else parse_bare(bare, declared)
                if number is not None:
                    return -number
    return None


def parse_bare(text, declared):
    marks = declared.get("format") or {}
    point = re.escape(marks.get("decimal", "."))
    thousands = marks.get("thousands")
    between = f"[{BLANKS}]" if thousands == " " else None if thousands is None else re.escape(thousands)
    grouped = "" if between is None else rf"|[0-9]{{1,3}}(?:{between}[0-9]{{3}})+"
    if not re.fullmatch(rf"[+-]?(?:(?:[0-9]+{grouped})(?:{point}[0-9]*)?|{point}[0-9]+)(?:[eE][+-]?[0-9]+)?", text):
        return None
    plain = text if between is None else re.sub(between, "", text)
    return float(plain.replace(marks.get("decimal", "."), "."))


def to_number(value, declared):
    """The float32, "missing" as None, or a fault."""
    if value is None:
        return None
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, bytes):
        value = decode(value)
    if isinstance(value, str):
        text = value.strip(" \t")
        if text in declared["words"]:
            return None
        number = parse(text, declared)
        if number is None:
            return FAULT
    elif isinstance(value, (int, float, decimal.Decimal, np.floating)):
        number = float(value)
        if math.isnan(number):
            return None
    else:
        raise Refused(type(value))
    with np.errstate(over="ignore"):
        rounded = float(np.float32(number))
    if not math.isfinite(rounded):
        return FAULT
    numbers = [parse(word, {}) for word in declared["words"]]
    return None if number in [d for d in numbers if d is not None] else rounded + 0.0


def to_level(value, declared):
    level = to_stated_level(value, declared)
    return declared.get("blank") if level is None else level


def to_stated_level(value, declared):
    levels = declared["levels"]
    if value is None or (isinstance(value, (float, np.floating)) and math.isnan(value)):
        return None
    if isinstance(value, (list, dict)):
        raise Refused(type(value))
    if isinstance(value, bytes):
        value = decode(value)
    if isinstance(value, bool):
        text = next((d for d in levels if d.lower() == str(value).lower()), str(value).lower())
    elif isinstance(value, (float, np.floating)):
        text = repr(float(value)).removesuffix(".0")
    elif isinstance(value, decimal.Decimal):
        text = format(value, "f")
    elif isinstance(value, (str, int)):
        text = str(value).strip(" \t")
    else:
        text = "a date, a time or a name of a row"
    if text in levels:
        return text
    for level, others in (declared.get("spelled") or {}).items():
        if text in others:
            return level
    if text in declared["words"]:
        return None
    return "(other)" if declared["isOpen"] else FAULT


def decode(value):
    try:
        text = value.decode()
        return text if not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text) else repr(value)
    except UnicodeDecodeError:
        return repr(value)


def is_blank(value):
    if isinstance(value, bytes):
        value = decode(value)
    return value is None or (isinstance(value, float) and math.isnan(value)) or (isinstance(value, str) and value.strip(" \t\r\n") == "")


def judge(rows, columns, declared):
    """What each row is: its values, or None where it is set aside."""
    folded = [fold(name) for name in columns]
    if len({name.lower() for name in columns}) < len(columns):
        raise Refused("a column twice")
    wanted = [fold(name) for name in [*NUMBERS, CATEGORY]]
    if any(name not in folded for name in wanted):
        raise Refused("a column is lacking")
    places = [folded.index(name) for name in wanted]
    answers = []
    for row in rows:
        if all(is_blank(cell) for cell in row):
            answers.append(None)
            continue
        cells = [row[place] for place in places]
        values = [*(to_number(cell, declared) for cell in cells[:2]), to_level(cells[2], declared)]
        answers.append(None if any(value is FAULT for value in values) else values)
    return answers


def read_wide(text, delimiter, width):
    """All of its lines, where the widest has so many cells, or more: a quoted cell may go over several lines."""
    try:
        return pd.read_csv(
            io.StringIO(text, newline=""),
            sep=delimiter,
            header=None,
            names=range(width),
            index_col=False,
            dtype=str,
            keep_default_na=False,
            na_values=[],
            skipinitialspace=True,
            skip_blank_lines=True,
        )
    except pd.errors.ParserError as error:
        wider = re.search(r"saw (\d+)", str(error))
        if not wider:
            raise
        return read_wide(text, delimiter, int(wider[1]))


def read_csv(path, declared, delimiter, encoding):
    with open(path, "rb") as file:
        text = file.read().decode(encoding).lstrip("\ufeff")
    lines = re.split("[\r\n]+", text)
    said = next((line for line in lines if line.strip()), "")
    if said.startswith("sep="):
        text = text[text.index(said) + len(said):]
    frame = read_wide(text, delimiter, max(2, max(line.count(delimiter) for line in lines) + 1))
    records = frame.values.tolist()
    while records and all(is_blank(cell) for cell in records[0]):
        records.pop(0)
    header, *rest = records
    columns = [name.strip() or f"unnamed_{i + 1}" for i, name in enumerate(header)]
    return judge(rest, columns, declared)


def read_table(path, declared):
    if path.endswith(".parquet"):
        table = parquet.read_table(path)
    else:
        with open(path, "rb") as file:
            is_file = file.read(6) == b"ARROW1"
        source = pa.memory_map(path)
        table = (pa.ipc.open_file if is_file else pa.ipc.open_stream)(source).read_all()
    for field in table.schema:
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        if fold(field.name) in [fold(name) for name in NUMBERS] and is_no_number(kind):
            raise Refused(str(kind))
        if fold(field.name) == CATEGORY and pa.types.is_nested(kind):
            raise Refused(str(kind))
    columns = [[plain(cell) for cell in column] for column in table.columns]
    return judge([list(row) for row in zip(*columns)], table.column_names, declared)


def plain(cell):
    try:
        return cell.as_py()
    except (ValueError, OverflowError):  # a date that Python has not
        return datetime.date.max


def is_no_number(kind):
    return pa.types.is_temporal(kind) or pa.types.is_nested(kind) or str(kind) in ("extension<arrow.uuid>", "fixed_size_binary[16]")


def read(job):
    declared = job["declared"]
    try:
        if job["path"].endswith(".csv"):
            return {"rows": read_csv(job["path"], declared, job["delimiter"], job["encoding"])}
        return {"rows": read_table(job["path"], declared)}
    except Refused as error:
        return {"refused": str(error)}
    except Exception as error:  # whatever it is: the test says which may be
        return {"unreadable": str(error)}


print(json.dumps([read(job) for job in json.load(sys.stdin)]))
