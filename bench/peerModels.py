"""Other people's models on a table of a book: a small grid of settings of each family. Needs numpy, pandas and scikit-learn."""

import json
import warnings

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, SplineTransformer, StandardScaler, TargetEncoder

warnings.filterwarnings("ignore")

PENALTIES = (0.001, 0.01, 0.03, 0.1, 0.3, 1, 10)
POOLED = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=20)


def read_frame(columns):
    """A frame of what bench/support/flowRun.ts writes: each column's numbers, or its levels."""
    return pd.DataFrame({c["name"]: np.array(c["values"], dtype=float) if "values" in c else c["levels"] for c in columns})


def read_rows(path):
    rows = json.load(open(path))
    numbers = [c["name"] for c in rows["columns"] if "values" in c]
    levels = [c["name"] for c in rows["columns"] if "levels" in c]
    return rows, read_frame(rows["columns"]), np.array(rows["y"]), np.array(rows["folds"]), numbers, levels


def log_loss(y, p):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def out_of_fold(model, x, y, folds):
    """Each row's probability by a fit on the other folds."""
    p = np.empty(len(y))
    for k in np.unique(folds):
        model.fit(x[folds != k], y[folds != k])
        p[folds == k] = model.predict_proba(x[folds == k])[:, 1]
    return p


def mean_over_folds(y, p, folds):
    """The mean of the folds' log losses, as the book states it."""
    return float(np.mean([log_loss(y[folds == k], p[folds == k]) for k in np.unique(folds)]))


def logistic(c, encoder, numbers, levels):
    scaled = make_pipeline(SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True), StandardScaler())
    return make_pipeline(make_column_transformer((scaled, numbers), (encoder, levels)), LogisticRegression(C=c, max_iter=2000))


def spline(c, numbers, levels):
    bent = make_pipeline(SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True), SplineTransformer(knots="quantile"), StandardScaler())
    return make_pipeline(make_column_transformer((bent, numbers), (OneHotEncoder(handle_unknown="ignore"), levels)), LogisticRegression(C=c, max_iter=2000))


def boosting(depth, l2, few, numbers, levels):
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan, max_categories=few)
    of_levels = make_pipeline(TargetEncoder(random_state=0)) if few == 0 else codes
    categorical = [len(numbers) + i for i in range(len(levels))] if few else None
    model = HistGradientBoostingClassifier(
        learning_rate=0.05, max_iter=400, max_depth=depth, l2_regularization=l2, early_stopping=True, random_state=0, categorical_features=categorical
    )
    return make_pipeline(make_column_transformer((("passthrough"), numbers), (of_levels, levels)), model)


def ebm(pairs, bags):
    from interpret.glassbox import ExplainableBoostingClassifier

    return ExplainableBoostingClassifier(interactions=pairs, outer_bags=bags, random_state=0, n_jobs=1)


def families(x, numbers, levels, bags=14):
    """By family, the models of its grid; the explainable boosting machine, a mean of so many, only where interpret is installed."""
    encoders = [OneHotEncoder(handle_unknown="ignore")] + ([TargetEncoder(random_state=0)] if any(x[name].nunique() > 20 for name in levels) else [])
    found = {
        "logistic": [logistic(c, encoder, numbers, levels) for c in PENALTIES for encoder in encoders],
        "spline": [spline(c, numbers, levels) for c in (0.01, 0.1, 1, 10)],
        "boosting": [boosting(depth, l2, few, numbers, levels) for depth in (2, 3, None) for l2 in (0, 10) for few in ((0, 200) if levels else (200,))],
    }
    try:
        found["ebm"] = [ebm(pairs, bags) for pairs in (0, 10)]
    except ImportError:
        pass
    return found
