"""The Python side of the benchmarks: fits on demand and answers with what it cost. One line of JSON in, one out."""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402

state = {}


def load(path, rows, columns):
    """Inputs as float32 column by column, then labels, then folds, one byte each; `train` says which rows to fit on."""
    raw = open(path, "rb").read()
    size = rows * columns * 4
    x = np.ascontiguousarray(np.frombuffer(raw[:size], dtype="<f4").reshape(columns, rows).T)
    y, folds, train = np.frombuffer(raw[size:], dtype=np.uint8).reshape(3, rows)
    state.update(x=x, y=y.astype(int), folds=folds, train=train.astype(bool))
    return {}


def forest(trees, depth, min_leaf, columns):
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(n_estimators=trees, max_depth=depth, min_samples_leaf=min_leaf, max_features=columns, n_jobs=1, random_state=0)


def hist_boosting(trees, depth, rate, bins, l2):
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(max_iter=trees, max_depth=depth, max_leaf_nodes=2**depth, learning_rate=rate, max_bins=bins, l2_regularization=l2, early_stopping=False)


class Xgboost:
    def __init__(self, trees, depth, rate, bins, l2):
        self.trees = trees
        self.params = {"max_depth": depth, "eta": rate, "lambda": l2, "max_bin": bins, "tree_method": "hist", "objective": "binary:logistic", "nthread": 1}

    def fit(self, x, y):
        import xgboost

        xgboost.train(self.params, xgboost.DMatrix(x, label=y, nthread=1), self.trees)


class LightGbm:
    def __init__(self, trees, depth, rate, bins, l2):
        self.trees = trees
        self.params = {"objective": "binary", "num_leaves": 2**depth, "max_depth": depth, "learning_rate": rate, "max_bin": bins,
                       "lambda_l2": l2, "min_data_in_leaf": 1, "min_sum_hessian_in_leaf": 1, "num_threads": 1, "verbose": -1}

    def fit(self, x, y):
        import lightgbm

        lightgbm.train(self.params, lightgbm.Dataset(x, label=y), self.trees)


class Ydf:
    def __init__(self, trees, depth, rate, bins, l2):
        import ydf

        ydf.verbose(0)
        self.learner = ydf.GradientBoostedTreesLearner(
            label="y", num_trees=trees, max_depth=depth + 1, shrinkage=float(rate), l2_regularization=float(l2), num_threads=1,
            validation_ratio=0.0, early_stopping="NONE", subsample=1.0, discretize_numerical_columns=True, num_discretized_numerical_bins=bins)

    def fit(self, x, y):
        self.learner.train({**{f"x{j}": x[:, j] for j in range(x.shape[1])}, "y": y})


class Logistic:
    """Standardised, and as good as unpenalised."""

    def fit(self, x, y):
        from sklearn.linear_model import LogisticRegression
        from sklearn.preprocessing import StandardScaler

        self.scaler = StandardScaler().fit(x.astype(np.float64))
        self.model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(self.scaler.transform(x.astype(np.float64)), y)
        return self

    def predict_proba(self, x):
        return self.model.predict_proba(self.scaler.transform(x.astype(np.float64)))


MODELS = {"forest": forest, "histBoosting": hist_boosting, "xgboost": Xgboost, "lightgbm": LightGbm, "ydf": Ydf, "logistic": Logistic}


def limit_threads():
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)


def fit(model, params):
    limit_threads()
    made = MODELS[model](**params)
    x, y = state["x"][state["train"]], state["y"][state["train"]]
    wall, cpu = time.perf_counter(), time.process_time()
    made.fit(x, y)
    return {"wall": (time.perf_counter() - wall) * 1000, "cpu": (time.process_time() - cpu) * 1000}


def weights(**_):
    made = Logistic()
    made.fit(state["x"][state["train"]], state["y"][state["train"]])
    return {"weights": made.model.coef_[0].tolist(), "intercept": float(made.model.intercept_[0]), "means": made.scaler.mean_.tolist(), "scales": made.scaler.scale_.tolist()}


def log_loss(model, params, folds=None):
    """Mean over the folds of the log loss of the users left out; a fold below 0 takes no part at all."""
    limit_threads()
    folds = state["folds"] if folds is None else np.array(folds)
    losses = []
    for fold in sorted(set(folds[folds >= 0])):
        out, fitted = folds == fold, (folds >= 0) & (folds != fold)
        p = np.clip(MODELS[model](**params).fit(state["x"][fitted], state["y"][fitted]).predict_proba(state["x"][out])[:, 1], 1e-15, 1 - 1e-15)
        y = state["y"][out]
        losses.append(float(-np.mean(np.where(y == 1, np.log(p), np.log(1 - p)))))
    return {"logLoss": float(np.mean(losses))}


def versions():
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in ("scikit-learn", "xgboost-cpu", "xgboost", "lightgbm", "ydf", "numpy"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            pass
    return found


COMMANDS = {"load": load, "fit": fit, "weights": weights, "logLoss": log_loss, "versions": versions}

for line in sys.stdin:
    question = json.loads(line)
    try:
        answer = COMMANDS[question["command"]](**question.get("arguments", {}))
    except Exception as error:  # the other side decides what to do without this peer
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
