#!/usr/bin/env python3
"""Compares the tables of a run over a made-up panel with the sums that make_panel.py worked out, figure by figure.

usage: panel_truth.py TRUTH TABLES

TRUTH is the folder `truth` that make_panel.py writes, TABLES the folder `tables` of `jixiao run`. Exact decimals; ends
with 1 where a figure differs. The balanced panel is made of the run's own years of units: those of the first and of the
last year, of both (both), of the first alone (exit) and of the last alone (entry).
"""
import csv, sys
from collections import defaultdict
from decimal import Decimal

TRUTH, TABLES = sys.argv[1], sys.argv[2]


def rows(folder, name):
    with open(f"{folder}/{name}.csv", newline="", encoding="utf8") as f:
        yield from csv.DictReader(f)


def figure(text):
    return Decimal(text or 0)


def told(level):
    """What the run says, by year and unit, or by year alone, under the names of the truth."""
    sums = defaultdict(dict)
    for row in rows(TABLES, "execution_distribution"):
        if row["level"] == level:
            key = (row["year"], row["unit"])
            if row["basis"] == "adjusted":
                sums[key] |= {"n": figure(row["n"]) + figure(row["missing"]), "adjusted": figure(row["budget_wan"]),
                              "executed": figure(row["executed_wan"])}
            else:
                sums[key] |= {"no_initial": figure(row["missing"]), "initial": figure(row["budget_wan"]),
                              "executed_with_initial": figure(row["executed_wan"])}
    for row in rows(TABLES, "scoring_gaps"):
        if row["level"] == level and row["aspect"] in ("total", "execution"):
            key, lost = (row["year"], row["unit"]), figure(row["lost_points"])
            if row["aspect"] == "total":
                sums[key] |= {"score": figure(row["earned_points"]), "lost": lost, "full": figure(row["full_n"])}
            else:
                sums[key] |= {"lost_execution": lost}
    return sums


compared, differ = 0, 0


def compare(where, truth, found):
    global compared, differ
    for name, text in truth.items():
        compared += 1
        if figure(text) != found.get(name):
            differ += 1
            print(f"{where}: {name}: the truth is {text}, the run says {found.get(name)}")


def measures(row, *keys):
    return {name: text for name, text in row.items() if name not in keys}


by_year, by_unit = told("year"), told("year/unit")
for row in rows(TRUTH, "by_year"):
    compare(("by_year", row["year"]), measures(row, "year"), by_year.get((row["year"], ""), {}))
known = 0
for row in rows(TRUTH, "by_unit"):
    known += 1
    compare(("by_unit", row["year"], row["unit"]), measures(row, "year", "unit"), by_unit.get((row["year"], row["unit"]), {}))
if known != len(by_unit):
    differ += 1
    print(f"by_unit: {known} years of units are true, the run has {len(by_unit)}")

first, last = min(year for year, _ in by_unit), max(year for year, _ in by_unit)
groups = defaultdict(lambda: defaultdict(Decimal))
for (year, unit), sums in by_unit.items():
    if year in (first, last):
        other = last if year == first else first
        group = "both" if (other, unit) in by_unit else "exit" if year == first else "entry"
        groups[group, year]["units"] += 1
        for name, value in sums.items():
            groups[group, year][name] += value
for row in rows(TRUTH, "panel"):
    compare(("panel", row["group"], row["year"]), measures(row, "group", "year"), groups.get((row["group"], row["year"]), {}))
truth = {(row["group"], row["year"]): row["units"] for row in rows(TRUTH, "panel")}
for row in rows(TABLES, "year_changes"):
    if (row["level"], row["panel"], row["measure"], row["base_year"], row["other_year"]) == ("all", "all", "projects", first, last):
        expected = {"stayed_n": truth["both", first], "entered_n": truth["entry", last], "exited_n": truth["exit", first]}
        compare(("year_changes", first, last), expected, {name: figure(row[name]) for name in expected})
print(f"{compared} figures compared, {differ} differ")
sys.exit(1 if differ or not compared else 0)
