#!/usr/bin/env python3
"""Makes src/report/data/outline.txt, the coasts and borders behind the map of the HTML report.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 scripts/outline.py package/countries-50m.json > src/report/data/outline.txt

Source: Natural Earth 1:50m, public domain, as TopoJSON by the npm package `world-atlas`. Lines are
simplified by the area that each point adds (Visvalingam and Whyatt, 1993), those of less than about
a kilometer at the equator in effect, and rounded to 0.01 degrees.

Output: a comment, then one line an arc: `c` for a coast or `b` for a border between two countries,
then the points as in Google's polyline format, longitude first, in hundredths of a degree.
"""

import heapq
import json
import sys

# Square degrees; chosen so that the file stays below 150 kB.
LEAST_AREA = 0.0022
LEAST_ISLAND = 0.02


def decoded(topology):
    (scale_x, scale_y) = topology["transform"]["scale"]
    (move_x, move_y) = topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        yield points


def area(a, b, c):
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def simplified(points):
    before = {i: i - 1 for i in range(len(points))}
    after = {i: i + 1 for i in range(len(points))}
    areas = {}
    heap = []

    def weigh(i, least=0.0):
        areas[i] = max(least, area(points[before[i]], points[i], points[after[i]]))
        heapq.heappush(heap, (areas[i], i))

    for i in range(1, len(points) - 1):
        weigh(i)
    gone = set()
    while heap:
        size, i = heapq.heappop(heap)
        if i in gone or areas[i] != size:
            continue
        if size >= LEAST_AREA:
            break
        gone.add(i)
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < len(points) - 1:
                weigh(j, size)
    return [p for i, p in enumerate(points) if i not in gone]


def encoded(points):
    out = []
    last = (0, 0)
    for lon, lat in points:
        point = (round(lon * 100), round(lat * 100))
        if out and point == last:
            continue
        for value in (point[0] - last[0], point[1] - last[1]):
            value = ~(value << 1) if value < 0 else value << 1
            while value >= 0x20:
                out.append(chr((0x20 | (value & 0x1F)) + 63))
                value >>= 5
            out.append(chr(value + 63))
        last = point
    return "".join(out)


def ring_area(points):
    pairs = zip(points, points[1:])
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        topology = json.load(file)
    uses = [0] * len(topology["arcs"])

    def count(arcs):
        for arc in arcs:
            if isinstance(arc, list):
                count(arc)
            else:
                uses[arc if arc >= 0 else ~arc] += 1

    for country in topology["objects"]["countries"]["geometries"]:
        count(country.get("arcs", []))
    print("# Coasts and borders: Natural Earth 1:50m (public domain), made by scripts/outline.py")
    for used, points in zip(uses, decoded(topology)):
        island = points[0] == points[-1]
        if not used or island and ring_area(points) < LEAST_ISLAND:
            continue
        points = simplified(points)
        # The map has no date line to draw.
        if all(abs(lon) > 179.9 for lon, _ in points):
            continue
        print(("b" if used > 1 else "c") + encoded(points))


main()
