"""Scores tables by onnxruntime, XGBoost and SQLite. Reads a list of jobs from standard input, prints a list of answers.

A table is {name: [values]}; null is missing. Numbers are float32, or float64 for SQLite.
"""

import base64
import json
import math
import sqlite3
import sys

import numpy as np


def numbers(values):
    return np.array([np.nan if v is None else v for v in values], dtype=np.float32)


def onnx(job):
    import onnx
    import onnxruntime

    model = base64.b64decode(job["model"])
    onnx.checker.check_model(onnx.load_from_string(model), full_check=True)
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    feed = {}
    for port in session.get_inputs():
        values = job["table"][port.name]
        is_text = port.type == "tensor(string)"
        column = np.array(["" if v is None else v for v in values], dtype=object) if is_text else numbers(values)
        feed[port.name] = column.reshape(-1, 1) if len(port.shape) == 2 else column
    outputs = session.run(None, feed)
    return {
        "outputs": [{"name": o.name, "type": o.type, "shape": o.shape} for o in session.get_outputs()],
        "shape": list(outputs[0].shape),
        "scores": outputs[0].reshape(-1).astype(float).tolist(),
    }


def reader(category):
    """What a value is read as: a level, ("missing",), ("other",), or None for a row that the model refuses."""

    def rest(name):
        return None if name is None else (name,)

    def read(value):
        if value in category["levels"]:
            return value
        if value in category["pooled"]:
            return ("other",)
        return rest(category["missing"] if value is None else category["anyOther"])

    return read


def refuse(scores, table, categories):
    for name, read in categories.items():
        for i, value in enumerate(table[name]):
            if read(value) is None:
                scores[i] = np.nan
    return scores.tolist()


def xgboost(job):
    import xgboost

    booster = xgboost.Booster(model_file=bytearray(job["model"], "utf-8"))
    columns = []
    categories = {c["input"]: reader(c) for c in json.loads(booster.attr("churnbook_categories"))}
    for feature in json.loads(booster.attr("churnbook_encoding")):
        values = job["table"][feature["input"]]
        if "oneWhereEqual" in feature:
            columns.append(np.array([1 if v == feature["oneWhereEqual"] else 0 for v in values], dtype=np.float32))
        elif "oneWhereMissing" in feature or "oneWhereOther" in feature:
            rest = "missing" if "oneWhereMissing" in feature else "other"
            read = categories[feature["input"]]
            columns.append(np.array([1 if read(v) == (rest,) else 0 for v in values], dtype=np.float32))
        else:
            columns.append(numbers(values))
    matrix = xgboost.DMatrix(np.stack(columns, axis=1), feature_names=booster.feature_names, feature_types=booster.feature_types)
    return {
        "version": xgboost.__version__,
        "features": booster.feature_names,
        "scores": refuse(booster.predict(matrix).astype(float), job["table"], categories),
        "contributions": booster.predict(matrix.slice(range(100)), pred_contribs=True).astype(float).tolist(),
    }


def sqlite(job):
    connection = sqlite3.connect(":memory:")
    names = list(job["table"])
    ticked = ["`" + name.replace("`", "``") + "`" for name in names]
    declared = [name + " TEXT" if job.get("texts") else name for name in ticked]
    connection.execute(f"CREATE TABLE users ({', '.join(declared)})")
    rows = zip(*(job["table"][name] for name in names))
    connection.executemany(f"INSERT INTO users VALUES ({', '.join('?' * len(names))})", rows)
    script = [part for part in job["script"].split("\n") if not part.startswith("--")]
    cursor = connection.execute("\n".join(script))
    place = [d[0] for d in cursor.description].index("churn_probability")
    return {"scores": [row[place] for row in cursor]}


def without_nan(value):
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, list):
        return [without_nan(v) for v in value]
    return {k: without_nan(v) for k, v in value.items()} if isinstance(value, dict) else value


jobs = {"onnx": onnx, "xgboost": xgboost, "sqlite": sqlite}
answers = [jobs[job["engine"]](job) for job in json.load(sys.stdin)]
json.dump(without_nan(answers), sys.stdout, allow_nan=False)
