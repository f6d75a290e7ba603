"""Looks at a tracking server as any Python program would, and scores a data frame by the model that it registers."""

import json
import logging
import os
import sys

real_stdout = os.dup(1)
os.dup2(2, 1)
logging.disable(logging.WARNING)

import mlflow
import pandas
from mlflow import MlflowClient

question = json.load(sys.stdin)
mlflow.set_tracking_uri(question["uri"])
client = MlflowClient()
experiment = client.get_experiment_by_name(question["experiment"])
ordered = client.search_runs([experiment.experiment_id], "attributes.status = 'FINISHED' and tags.learner != 'none'", order_by=["metrics.log_loss ASC"], max_results=500)
everything = client.search_runs([experiment.experiment_id], max_results=1000)


def describe(run):
    return {
        "name": run.info.run_name,
        "status": run.info.status,
        "metrics": run.data.metrics,
        "params": run.data.params,
        "tags": run.data.tags,
        "artifacts": sorted(a.path for a in client.list_artifacts(run.info.run_id)),
    }


answer = {"ordered": [run.info.run_name for run in ordered], "losses": [run.data.metrics["log_loss"] for run in ordered]}
answer["runs"] = [describe(run) for run in everything]
folds = client.get_metric_history(ordered[0].info.run_id, question["history"])
answer["history"] = [[m.step, m.value] for m in sorted(folds, key=lambda m: m.step)]

name = question["model"]
answer["versions"] = len(client.search_model_versions(f"name='{name}'"))
answer["aliases"] = dict(client.get_registered_model(name).aliases)
frame = pandas.DataFrame(question["frame"])
numbers = [c for c in frame.columns if c not in question["texts"]]
frame[numbers] = frame[numbers].astype("float64")
answer["scores"] = {}
for alias in answer["aliases"]:
    model = mlflow.pyfunc.load_model(f"models:/{name}@{alias}")
    shuffled = frame[list(reversed(frame.columns))]
    answer["scores"][alias] = [model.predict(f)["churn_probability"].astype(float).tolist() for f in (frame, shuffled)]
    answer["signature"] = [c.name for c in model.metadata.get_input_schema().inputs]
    mlflow.onnx.load_model(f"models:/{name}@{alias}")
try:
    model.predict(frame.drop(columns=[frame.columns[0]]))
    answer["refusal"] = None
except Exception as error:
    answer["refusal"] = str(error)

with os.fdopen(real_stdout, "w") as out:
    json.dump(answer, out)
