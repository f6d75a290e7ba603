"""Other people's models on a book's train rows and folds: the least out-of-fold log loss of a small grid each, as JSON.

python tablePeers.py rows.json, with what peerModels.py needs, and interpret-core for explainable boosting machines.
"""

import json
import sys

import numpy as np

import peerModels as peers

rows, x, y, folds, numbers, levels = peers.read_rows(sys.argv[1])


def least(models):
    return min(peers.mean_over_folds(y, peers.out_of_fold(model, x, y, folds), folds) for model in models)


found = {
    "ours": peers.mean_over_folds(y, np.array(rows["ours"]), folds),
    "pooled": least(peers.logistic(c, peers.POOLED, numbers, levels) for c in peers.PENALTIES),
    "ebm": None,
    **{family: least(models) for family, models in peers.families(x, numbers, levels, rows["bags"]).items()},
}
print(json.dumps(found))
