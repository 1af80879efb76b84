"""Pairwise and B-cubed agreement of events with gold labels, as `evaluate` computes them."""

import collections
import csv


def read_labels(path):
    """The gold event of each id; an empty one is an event of its own, and `?` is not scored."""
    with open(path, newline="") as file:
        rows = [(row["assertion_id"], row["event_id"]) for row in csv.DictReader(file)]
    return {name: event or f"alone {name}" for name, event in rows if event != "?"}


def f1(precision, recall):
    """Precision and recall with their harmonic mean."""
    total = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / total if total else 0.0}


def agreement(found, gold):
    """Compares the event of each id with its gold event."""
    cells, found_sizes, gold_sizes = (collections.Counter() for _ in range(3))
    for name, event in gold.items():
        own = found.get(name, f"alone {name}")
        cells[own, event] += 1
        found_sizes[own] += 1
        gold_sizes[event] += 1

    def pairs(sizes):
        return sum(size * (size - 1) // 2 for size in sizes.values())

    right, made, wanted = pairs(cells), pairs(found_sizes), pairs(gold_sizes)
    precision = sum(size * size / found_sizes[own] for (own, _), size in cells.items()) / len(gold)
    recall = sum(size * size / gold_sizes[event] for (_, event), size in cells.items()) / len(gold)
    return {
        "pairwise": f1(right / made if made else 1.0, right / wanted if wanted else 1.0),
        "b_cubed": f1(precision, recall)}
