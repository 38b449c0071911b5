"""The questions of benches/store.rs asked of DuckDB on the same files: STORE QUESTION OUR_ANSWER.csv

Prints the median seconds of five runs, the peak memory in MB, and whether the answers are the same: counts and sums
to the digit, ratios within 1e-8.
"""
import resource, statistics, sys, time
import duckdb

store, question, answer = sys.argv[1:4]
db = duckdb.connect()
db.execute("SET threads TO 2")
projects, indicators = (f"read_parquet('{store}/{t}/*/*.parquet', hive_partitioning = false)" for t in ("projects", "indicators"))


def basis(budget):
    rate = f"r_{budget}"
    known = f"CASE WHEN {rate} IS NOT NULL THEN"
    return f"""count({rate}), min({rate}), quantile_cont({rate}, 0.25), quantile_cont({rate}, 0.5), quantile_cont({rate}, 0.75), max({rate}), avg({rate}),
        sum({known} {budget}_wan END), sum({known} executed_wan END)"""


def execution(by):
    rates = ", ".join(f"CASE WHEN {b}_wan <> 0 THEN executed_wan::DOUBLE * 100 / {b}_wan::DOUBLE END AS r_{b}" for b in ("adjusted", "initial"))
    source = f"(SELECT year, {by} AS k, initial_wan, adjusted_wan, executed_wan, {rates} FROM {projects})"
    return f"SELECT year, k, {basis('adjusted')}, {basis('initial')} FROM {source} GROUP BY ROLLUP (year, k)"


def gaps(keys):
    sets = ", ".join("(" + ", ".join(keys[:n] + ["l1", "l2"]) + ")" for n in range(len(keys) + 1))
    shown = ", ".join(keys)
    return f"""SELECT {shown}, l1, l2, count(lost), sum(weight), sum(score), sum(lost), sum(CASE WHEN score >= weight THEN 1 ELSE 0 END) FROM
        (SELECT year, unit_canonical AS unit, level1_canonical AS l1, level2_canonical AS l2, weight, score, weight - score AS lost FROM {indicators})
        GROUP BY GROUPING SETS ({sets})"""


def comparison():
    a, i = "executed_wan::DOUBLE * 100 / adjusted_wan::DOUBLE", "executed_wan::DOUBLE * 100 / initial_wan::DOUBLE"
    return f"""SELECT year, count(*), avg((initial_wan IS NULL)::INT), sum(initial_wan), sum(adjusted_wan), sum(executed_wan), sum(adjusted_wan - executed_wan),
        sum(executed_wan) / sum(adjusted_wan), avg({a}), median({a}), sum(executed_wan) FILTER (initial_wan IS NOT NULL) / sum(initial_wan), avg({i}), median({i}),
        sum(adjusted_wan - initial_wan) / sum(initial_wan), avg(total_score), avg((total_score >= total_weight)::INT), avg(total_weight - total_score),
        avg(execution_weight - execution_score), avg(indicator_n), sum(full_n) / sum(scored_n), sum(quantitative_n) / sum(indicator_n),
        count(DISTINCT unit_canonical), list(DISTINCT form),
        (SELECT list(l) FROM (SELECT level1_canonical AS l, count(DISTINCT (file, ordinal)) AS n FROM {indicators} x WHERE x.year = p.year GROUP BY 1))
        FROM {projects} p WHERE year IN (2020, 2024) GROUP BY year"""


asked = {"execution_unit": lambda: execution("unit_canonical"), "execution_purpose": lambda: execution("purpose"), "gaps_year": lambda: gaps(["year"]),
         "gaps_unit": lambda: gaps(["year", "unit"]), "comparison": comparison}[question]()
seconds = []
for _ in range(5):
    begun = time.perf_counter()
    db.execute(f"CREATE OR REPLACE TEMP TABLE r AS {asked}")
    seconds.append(time.perf_counter() - begun)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def same():
    db.execute(f"CREATE TEMP TABLE o AS SELECT * FROM read_csv('{answer}', header = true, all_varchar = true)")
    ours = db.execute("SELECT * FROM o").fetchall()
    names = [c[0] for c in db.description]
    cell = lambda row, name: row[names.index(name)]
    theirs = {}
    wrong = compared = 0

    def exact(a, b):
        nonlocal wrong, compared
        compared += 1
        from decimal import Decimal
        if (a is None) != (b is None) or a is not None and Decimal(a) != Decimal(str(b)): wrong += 1

    def near(a, b):
        nonlocal wrong, compared
        compared += 1
        if (a is None) != (b is None) or a is not None and abs(float(a) - float(b)) > 1e-8 * max(1, abs(float(b))): wrong += 1
    if question.startswith("execution"):
        key = "unit" if question.endswith("unit") else "purpose"
        for r in db.execute("SELECT * FROM r").fetchall():
            for at, name in ((2, "adjusted"), (11, "initial")): theirs[str(r[0] or ""), r[1] or "", name] = r[at:at + 9]
        for row in ours:
            t = theirs.pop((cell(row, "year") or "", cell(row, key) or "", cell(row, "basis")))
            exact(cell(row, "n"), t[0]); exact(cell(row, "budget_wan"), t[7]); exact(cell(row, "executed_wan"), t[8])
            for name, value in zip(("min_pct", "q1_pct", "median_pct", "q3_pct", "max_pct", "mean_pct"), t[1:7]): near(cell(row, name), value)
    elif question.startswith("gaps"):
        keys = 2 if question.endswith("unit") else 1
        for r in db.execute("SELECT * FROM r").fetchall(): theirs[tuple(str(k or "") for k in r[:keys + 2])] = r[keys + 2:]
        for row in ours:
            k = [cell(row, "year") or ""] + ([cell(row, "unit") or ""] if keys == 2 else []) + [cell(row, "level1"), cell(row, "level2")]
            t = theirs.pop(tuple(k))
            for name, value in zip(("n", "attainable_points", "earned_points", "lost_points", "full_n"), t): exact(cell(row, name), value)
    else:
        rows = {r[0]: r for r in db.execute("SELECT * FROM r").fetchall()}
        for row in ours:
            at = {"projects": 1, "initial": 3, "adjusted": 4, "executed": 5, "unspent": 6}.get(cell(row, "measure"))
            if at: exact(cell(row, "base_value"), rows[2020][at]); exact(cell(row, "other_value"), rows[2024][at])
            at = {"adjusted_rate_median": 9, "initial_rate_median": 12}.get(cell(row, "measure"))
            if at:
                for side, year in (("base_value", 2020), ("other_value", 2024)):
                    compared += 1; wrong += abs(float(cell(row, side)) - rows[year][at]) > 1e-6
    return f"{compared - wrong} of {compared} cells the same" + (f", {len(theirs)} groups missing" if theirs else "")


print(f"{statistics.median(seconds):.3f} {peak} {same()}")
