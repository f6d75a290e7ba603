"""Other people's models on a book's train rows and folds: the least out-of-fold log loss of a small grid each, as JSON.

python tablePeers.py rows.json, with numpy, pandas and scikit-learn, and interpret-core for explainable boosting machines.
"""

import json
import sys
import warnings

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler, TargetEncoder

warnings.filterwarnings("ignore")

rows = json.load(open(sys.argv[1]))
y, folds = np.array(rows["y"]), np.array(rows["folds"])
numbers = [c["name"] for c in rows["columns"] if "values" in c]
levels = [c["name"] for c in rows["columns"] if "levels" in c]
x = pd.DataFrame({c["name"]: np.array(c["values"], dtype=float) if "values" in c else c["levels"] for c in rows["columns"]})


def log_loss(p):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    # the mean over the folds, as the book states it
    return float(np.mean([-np.mean(np.where(y[folds == k] == 1, np.log(p[folds == k]), np.log(1 - p[folds == k]))) for k in np.unique(folds)]))


def out_of_fold(model):
    p = np.empty(len(y))
    for k in np.unique(folds):
        model.fit(x[folds != k], y[folds != k])
        p[folds == k] = model.predict_proba(x[folds == k])[:, 1]
    return log_loss(p)


def logistic(c, encoder):
    scaled = make_pipeline(SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True), StandardScaler())
    return make_pipeline(make_column_transformer((scaled, numbers), (encoder, levels)), LogisticRegression(C=c, max_iter=2000))


def boosting(depth, l2, few):
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan, max_categories=few)
    of_levels = make_pipeline(TargetEncoder(random_state=0)) if few == 0 else codes
    categorical = [len(numbers) + i for i in range(len(levels))] if few else None
    model = HistGradientBoostingClassifier(
        learning_rate=0.05, max_iter=400, max_depth=depth, l2_regularization=l2, early_stopping=True, random_state=0, categorical_features=categorical
    )
    return make_pipeline(make_column_transformer((("passthrough"), numbers), (of_levels, levels)), model)


def ebm(pairs):
    from interpret.glassbox import ExplainableBoostingClassifier

    return ExplainableBoostingClassifier(interactions=pairs, random_state=0, n_jobs=1)


penalties = (0.001, 0.01, 0.03, 0.1, 0.3, 1, 10)
pooled = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=20)
encoders = [OneHotEncoder(handle_unknown="ignore")] + ([TargetEncoder(random_state=0)] if any(x[name].nunique() > 20 for name in levels) else [])
found = {
    "ours": log_loss(np.array(rows["ours"])),
    "logistic": min(out_of_fold(logistic(c, encoder)) for c in penalties for encoder in encoders),
    "pooled": min(out_of_fold(logistic(c, pooled)) for c in penalties),
    "boosting": min(out_of_fold(boosting(depth, l2, few)) for depth in (2, 3, None) for l2 in (0, 10) for few in (0, 200)),
}
try:
    found["ebm"] = min(out_of_fold(ebm(pairs)) for pairs in (0, 10))
except ImportError:
    found["ebm"] = None
print(json.dumps(found))
