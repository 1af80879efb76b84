"""Splink on resolved features of assertions: events as connected components of its links.

    splink_dedupe.py FEATURES.csv LABELS.csv

Reads what `examples/features_csv` writes, so that places, actors and munitions are the same entities that
the crate itself compares. Prints one JSON object: accuracy at several thresholds, time and memory.
"""

import argparse
import csv
import json
import logging
import resource
import time

import duckdb
import splink.comparison_level_library as levels
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison

from agreement import agreement, read_labels

THRESHOLDS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999, 0.999999]


def rows_of(connection, path):
    """The features with numbers, lists, and the rarest word of the targets."""
    connection.execute("""
        CREATE TABLE features AS
        WITH raw AS (SELECT *, string_split(NULLIF(targets, ''), '|') AS words
                     FROM read_csv(?, all_varchar = true, header = true, nullstr = '')),
        counted AS (SELECT word, count(*) AS seen FROM (SELECT unnest(words) AS word FROM raw) GROUP BY word),
        rarest AS (SELECT id, arg_min(word, (seen, word)) AS word FROM
                   (SELECT id, unnest(words) AS word FROM raw) JOIN counted USING (word) GROUP BY id)
        SELECT id AS unique_id, kind, place, country, speaker, document,
               date_diff('day', DATE '1970-01-01', day::DATE) AS day,
               date_diff('day', DATE '1970-01-01', day::DATE) // 8 AS period,
               date_diff('day', DATE '1970-01-01', event_day::DATE) AS event_day,
               date_diff('day', DATE '1970-01-01', published_day::DATE) AS published_day,
               minute::INT AS minute,
               lat::DOUBLE AS lat, lon::DOUBLE AS lon, radius_km::DOUBLE AS radius_km,
               coalesce(is_region = 'true', false) AS is_region,
               munition, string_split(munition, '|') AS munitions,
               string_split(munition_lines, '|') AS munition_lines,
               actors, string_split(actors, '|') AS actor_list,
               string_split(actor_lines, '|') AS actor_lines,
               words AS target_words, rarest.word AS rare_target,
               fired_min::BIGINT AS fired_min, fired_max::BIGINT AS fired_max,
               killed_min::BIGINT AS killed_min, killed_max::BIGINT AS killed_max,
               injured_min::BIGINT AS injured_min, injured_max::BIGINT AS injured_max
        FROM raw LEFT JOIN rarest USING (id)""", [path])
    return connection.table("features")


def distance(limit):
    """Sites at most so far apart beyond their uncertainties, in kilometers."""
    haversine = """12742 * asin(sqrt(least(1, pow(sin(radians(lat_r - lat_l) / 2), 2)
        + cos(radians(lat_l)) * cos(radians(lat_r)) * pow(sin(radians(lon_r - lon_l) / 2), 2))))"""
    return f"{haversine} - radius_km_l - radius_km_r <= {limit}"


def custom(name, null, *conditions, exact=None):
    """A comparison: not stated, an exact match that is adjusted by frequency, the rest."""
    made = [levels.CustomLevel(null, label_for_charts="not stated").configure(is_null_level=True)]
    if exact:
        made.append(levels.ExactMatchLevel(exact, term_frequency_adjustments=True))
    made += [levels.CustomLevel(condition, label_for_charts=label) for label, condition in conditions]
    return CustomComparison(output_column_name=name, comparison_levels=[*made, levels.ElseLevel()])


def settings():
    """Comparisons and blocking, as an analyst would set them up for statements about attacks."""
    both = "event_day_l IS NOT NULL AND event_day_r IS NOT NULL"
    gap = "abs(day_l - day_r)"
    neither = "event_day_l IS NULL AND event_day_r IS NULL"
    when = custom(
        "day", "day_l IS NULL OR day_r IS NULL",
        ("one hour", f"{both} AND {gap} = 0 AND abs(minute_l - minute_r) <= 120"),
        ("hours apart", f"{both} AND {gap} = 0 AND abs(minute_l - minute_r) > 120"),
        ("one day", f"{both} AND {gap} = 0"), ("next day", f"{both} AND {gap} = 1"),
        ("published that day", f"NOT ({both}) AND NOT ({neither}) AND {gap} = 0"),
        ("published next day", f"NOT ({both}) AND NOT ({neither}) AND {gap} = 1"),
        ("published in days", f"NOT ({both}) AND NOT ({neither}) AND {gap} <= 3"),
        ("both published that day", f"{neither} AND {gap} = 0"),
        ("both published next day", f"{neither} AND {gap} = 1"),
        ("both published in days", f"{neither} AND {gap} <= 3"),
        ("a week", f"{gap} <= 7"))
    where = custom(
        "place", "lat_l IS NULL OR lat_r IS NULL",
        ("near", f"NOT is_region_l AND NOT is_region_r AND {distance(0)}"),
        ("within", f"(is_region_l OR is_region_r) AND {distance(0)}"),
        ("30 km", distance(30)), ("100 km", distance(100)), exact="place")
    what = custom(
        "munition", "munition_l IS NULL OR munition_r IS NULL",
        ("a kind of", "list_has_any(munition_lines_l, munitions_r) OR "
         "list_has_any(munition_lines_r, munitions_l)"), exact="munition")
    who = custom(
        "actors", "actors_l IS NULL OR actors_r IS NULL",
        ("one of them", "list_has_any(actor_list_l, actor_list_r)"),
        ("one line", "list_has_any(actor_lines_l, actor_list_r) OR "
         "list_has_any(actor_lines_r, actor_list_l)"), exact="actors")
    target = custom(
        "rare_target", "rare_target_l IS NULL OR rare_target_r IS NULL",
        ("shares a word", "list_has_any(target_words_l, target_words_r)"), exact="rare_target")
    fired = custom(
        "fired", "fired_min_l IS NULL OR fired_min_r IS NULL",
        ("same number, five or more", "fired_min_l = fired_min_r AND fired_max_l = fired_max_r "
         "AND fired_min_l = fired_max_l AND fired_min_l >= 5"),
        ("same number", "fired_min_l = fired_min_r AND fired_max_l = fired_max_r"),
        ("overlap", "fired_min_l <= coalesce(fired_max_r, 1e9) AND "
         "fired_min_r <= coalesce(fired_max_l, 1e9)"))
    toll = custom(
        "toll", "(killed_min_l IS NULL OR killed_min_r IS NULL) AND "
        "(injured_min_l IS NULL OR injured_min_r IS NULL)",
        ("same, three or more", "(killed_min_l = killed_min_r AND killed_min_l >= 3) OR "
         "(injured_min_l = injured_min_r AND injured_min_l >= 3)"),
        ("same", "killed_min_l = killed_min_r OR injured_min_l = injured_min_r"))
    speaker = custom(
        "speakers", "speaker_l IS NULL OR speaker_r IS NULL",
        ("twice in a document", "speaker_l = speaker_r AND document_l = document_r"),
        ("one speaker", "speaker_l = speaker_r"), ("one document", "document_l = document_r"),
        ("two claims", "kind_l = 'claim' AND kind_r = 'claim'"))
    blocking = [block_on("document")]
    # Equalities, so that the joins are by hash and their cost does not grow with the square of the years.
    days = ["l.day = r.day"] + [f"l.day = r.day {sign} {gap}" for gap in (1, 2) for sign in "+-"]
    blocking += [f"l.country = r.country AND {day}" for day in days]
    blocking += [f"l.{same} = r.{same} AND {period} AND abs(l.day - r.day) <= 7"
                 for same in ("place", "rare_target")
                 for period in ("l.period = r.period", "l.period = r.period + 1", "l.period = r.period - 1")]
    blocking += [f"{day} AND (l.country IS NULL OR r.country IS NULL)" for day in days[:3]]
    return SettingsCreator(
        link_type="dedupe_only", unique_id_column_name="unique_id",
        comparisons=[when, where, what, who, target, fired, toll, speaker],
        blocking_rules_to_generate_predictions=blocking, retain_matching_columns=False)


def train(linker, random_pairs):
    """u from random pairs, m by expectation maximisation under two blockings."""
    linker.training.estimate_probability_two_random_records_match(
        ["l.place = r.place AND l.day = r.day AND l.munition = r.munition"], recall=0.1)
    linker.training.estimate_u_using_random_sampling(max_pairs=random_pairs, seed=1)
    for rule in ["l.place = r.place AND l.period = r.period", "l.country = r.country AND l.day = r.day"]:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, max_pairs=random_pairs)


def components(ids, edges):
    """The component of each id, by the edges."""
    root = {name: name for name in ids}

    def find(name):
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for left, right in edges:
        root[find(left)] = find(right)
    return {name: find(name) for name in ids}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("features")
    parser.add_argument("labels")
    parser.add_argument("--random-pairs", type=float, default=1e6)
    arguments = parser.parse_args()
    logging.getLogger("splink").setLevel(logging.ERROR)
    begun = time.monotonic()
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    api = DuckDBAPI(connection)
    table = api.register(rows_of(connection, arguments.features), table_name="statements")
    linker = Linker(table, settings(), log_level=logging.ERROR)
    train(linker, arguments.random_pairs)
    links = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    predicted = time.monotonic()
    (pairs,), = connection.execute(f"SELECT count(*) FROM {links.physical_name}").fetchall()
    linker.clustering.cluster_pairwise_predictions_at_threshold(links, threshold_match_probability=0.5)
    seconds = time.monotonic() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # Accuracy is outside of what is timed.
    gold = read_labels(arguments.labels)
    edges = connection.execute(
        f"SELECT unique_id_l, unique_id_r, match_probability FROM {links.physical_name} "
        "ORDER BY match_probability DESC").fetchall()
    with open(arguments.features, newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    accuracy = {}
    for threshold in THRESHOLDS:
        kept = [(left, right) for left, right, probability in edges if probability >= threshold]
        accuracy[threshold] = agreement(components(ids, kept), gold)
    best = max(accuracy, key=lambda threshold: accuracy[threshold]["b_cubed"]["f1"])
    print(json.dumps({
        "seconds": seconds, "seconds_to_links": predicted - begun, "peak_mb": peak_mb, "links": pairs,
        "best": best, "accuracy": {str(key): value for key, value in accuracy.items()}}))


if __name__ == "__main__":
    main()
