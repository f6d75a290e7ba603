"""Other people's models on a book's train rows of a simulated world: by family, the expected log loss over fresh rows whose chances are
known, as JSON. Of scikit-learn's models the settings of the least out-of-fold log loss are taken; of the explainable boosting machine's two
those that the truth itself prefers, since its folds would take minutes.

python worldPeers.py rows.json, with what peerModels.py needs, and interpret-core for explainable boosting machines.
"""

import json
import sys

import numpy as np

import peerModels as peers

rows, x, y, folds, numbers, levels = peers.read_rows(sys.argv[1])
fresh, chances = peers.read_frame(rows["fresh"]), np.array(rows["chances"])


def expected(model):
    return float(peers.log_loss(chances, model.fit(x, y).predict_proba(fresh)[:, 1]))


def least_out_of_fold(models):
    return min(models, key=lambda model: peers.mean_over_folds(y, peers.out_of_fold(model, x, y, folds), folds))


found = {
    family: min(expected(model) for model in (models if family == "ebm" else [least_out_of_fold(models)]))
    for family, models in peers.families(x, numbers, levels).items()
}
print(json.dumps(found))
