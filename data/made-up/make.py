#!/usr/bin/env python3
"""Writes the made-up panel beside this file: fourteen units of a city that does not exist, 2020 to 2024.

    python3 data/made-up/make.py

writes data/made-up/panel/YEAR-NN.txt, one document of self-evaluation forms a unit and year, always the same bytes.
City, departments, units, projects and figures are invented; 虚构 (made up) stands in every name of the city, so that no
table and no chart made of it can be taken for a real one. Needs Python 3 and nothing else; running the pipeline needs
neither this file nor Python.

What the story holds, so that the charts have something to show: spending dips in 2022 and recovers; more and more
budgets are lowered at the end of the year to what was spent; small units spread wider than large ones; one department
loses most of its points on quantities; a unit is founded in 2022 and one is closed after 2022; a project in seven has no
initial budget; a cut of one project in 2021 is, to the digit, the budget that another one got.
"""

import hashlib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

CITY = "虚构市"
# Department, unit, size of its projects in 万元, and the years of which it has forms.
ALL = range(2020, 2025)
UNITS = [
    ("教育局", "第一中学", 900, ALL),
    ("教育局", "第二小学", 160, ALL),
    ("教育局", "青少年宫", 60, ALL),
    ("卫生健康局", "人民医院", 1500, ALL),
    ("卫生健康局", "疾病预防控制中心", 420, ALL),
    ("卫生健康局", "妇幼保健站", 45, ALL),
    ("文化和旅游局", "图书馆", 210, ALL),
    ("文化和旅游局", "博物馆", 340, range(2022, 2025)),
    ("文化和旅游局", "群众艺术馆", 35, ALL),
    ("水务局", "排水管理所", 780, ALL),
    ("水务局", "河道管理站", 260, ALL),
    ("民政局", "社会福利院", 300, ALL),
    ("民政局", "救助管理站", 80, range(2020, 2023)),
    ("民政局", "殡葬管理所", 120, ALL),
]
# What a project is called, and how its first indicator counts.
PROJECTS = [
    ("设备购置费", "购置设备数量", "台"),
    ("信息系统运行维护费", "系统巡检次数", "次"),
    ("房屋修缮费", "修缮面积", "平方米"),
    ("业务培训活动经费", "培训人数", "人"),
    ("物业管理费", "保洁面积", "平方米"),
    ("宣传活动经费", "宣传场次", "场"),
]
# Mean execution of a year on the initial budget, and how many in a hundred budgets are lowered to what was spent.
YEARS = {2020: (93, 5), 2021: (91, 12), 2022: (78, 20), 2023: (88, 32), 2024: (92, 45)}
HUNDREDTH = Decimal("0.01")


class Dice:
    """Numbers that look random and are the same on every machine."""

    def __init__(self, *seed):
        self.seed, self.thrown = "/".join(map(str, seed)), 0

    def __call__(self, low, high):
        self.thrown += 1
        digest = hashlib.sha256(f"{self.seed}/{self.thrown}".encode()).digest()
        return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def rounded(number):
    return number.quantize(HUNDREDTH, ROUND_HALF_UP)


def printed(number):
    return "" if number is None else format(number.normalize(), "f")


def money(dice, year, size):
    """Initial and adjusted budget and what was spent of a project, in 万元."""
    mean, lowered = YEARS[year]
    budget = Decimal(size * dice(40, 160)) / 100
    # Large projects lie close to the mean of the year, small ones anywhere around it.
    spread = 5 if size >= 700 else 11 if size >= 200 else 22
    share = min(100, mean + dice(-spread, spread))
    spent = (budget * share / 100).quantize(Decimal("0.000001"))
    initial, adjusted = budget, budget
    if dice(1, 100) <= lowered:
        adjusted = spent
    elif dice(1, 100) <= 15:
        initial = None
    elif dice(1, 100) <= 20:
        initial = rounded(budget * dice(80, 120) / 100)
    return initial, adjusted, spent


def indicators(dice, year, department, size, amounts, counted):
    """Level 1, level 2, level 3, target, actual value, weight and score of every indicator."""
    what, unit = counted
    _, adjusted, spent = amounts
    target = dice(4, 400) * 5
    falls_short = dice(1, 100) <= (45 if department == "水务局" else 18)
    done = target * dice(70, 99) // 100 if falls_short else target
    pleased = dice(86, 100)
    cost = ("成本指标", "经济成本指标") if year >= 2022 else ("产出指标", "成本指标")
    late = dice(1, 100) <= 12
    last = "12月" if late else "11月"
    return [
        ("产出指标", "数量指标", what, f"≥{target}{unit}", f"{done}{unit}", Decimal(20), rounded(Decimal(20) * done / target)),
        ("产出指标", "质量指标", "验收合格率", "≥95%", f"{dice(95, 100)}%", Decimal(15), Decimal(15)),
        ("产出指标", "时效指标", "完成时间", "≤11月", last, Decimal(10), Decimal("8") if late else Decimal(10)),
        (*cost, "项目总成本", f"≤{printed(adjusted)}万元", f"{printed(spent)}万元", Decimal(10), Decimal(10)),
        ("效益指标", "社会效益指标", "公共服务水平", "提升", "提升", Decimal(25), Decimal(25 if dice(1, 4) > 1 else 23)),
        ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", f"{pleased}%", Decimal(10),
         Decimal(10) if pleased >= 90 else rounded(Decimal(10) * pleased / 90)),
    ]


def line(*cells):
    return "".join(f"\t{cell}\n" for cell in cells)


def form(number, name, department, unit, amounts, rows):
    """One form as the text of a word processor holds it: a cell a line behind a tab."""
    initial, adjusted, spent = amounts
    points = rounded(spent / adjusted * 10)
    total = points + sum(score for *_, score in rows)
    figures = (printed(initial), printed(adjusted), printed(spent))
    text = f"{number}、\n\n" + line("项目名称", name) + "\n" + line("主管部门", CITY + department, "实施单位", CITY + unit)
    text += "\n" + line("项目资金\n（万元）", "") + line("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    text += "\n\t\n" + line("年度资金总额", *figures, "10", f"{rounded(spent / adjusted * 100)}%", printed(points))
    # Health units earn a part of their money themselves.
    share = Decimal(number * 12) / 100 if department == "卫生健康局" else Decimal(0)
    others = [None if figure is None else (figure * share).quantize(Decimal("0.000001")) for figure in amounts]
    fiscal = [None if figure is None else figure - other for figure, other in zip(amounts, others)]
    text += "\n\t\n" + line("其中：当年财政拨款", *map(printed, fiscal), "—", "", "—")
    text += "\n\t\n" + line("上年结转资金", "", "", "", "—", "", "—")
    text += "\n\t\n" + line("其他资金", *(map(printed, others) if share else ("", "", "")), "—", "", "—")
    text += "\n" + line("年度总体目标", "预期目标", "实际完成情况") + "\n\t\n" + line("按计划完成。", "已完成。")
    text += "\n\t绩\n效\n指\n标\n" + line("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    before = None
    for level1, level2, level3, target, actual, weight, score in rows:
        shown = "" if level1 == before else level1
        reason = "" if score == weight else "虚构的偏差。"
        text += "\n\t\n" + line(shown, level2, level3, target, actual, printed(weight), printed(score), reason)
        before = level1
    return text + "\n" + line("总分", "100", printed(total)) + "\t\n\n\n"


def document(at, year):
    department, unit, size, _ = UNITS[at]
    text = f"{CITY}{unit}\n\n{year}年度部门决算（虚构样本）\n\n第四部分  {year}年度部门绩效评价情况\n\n一、项目支出绩效自评表\n\n"
    moved = Decimal("31.4159")
    for number in range(1, 4 + at % 2):
        dice = Dice("panel", at, year, number)
        name, *counted = PROJECTS[(at + number) % len(PROJECTS)]
        amounts = money(dice, year, size)
        if at == 3 and year == 2021 and number in (1, 2):
            # What the first loses is what the second, which had no initial budget, is given.
            amounts = (Decimal(900), 900 - moved, 900 - moved) if number == 1 else (None, moved, Decimal("30.5"))
        rows = indicators(dice, year, department, size, amounts, counted)
        text += form(number, name, department, unit, amounts, rows)
    return text


def main():
    folder = Path(__file__).parent / "panel"
    folder.mkdir(exist_ok=True)
    for at, (*_, years) in enumerate(UNITS):
        for year in years:
            (folder / f"{year}-{at + 1:02}.txt").write_text(document(at, year), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
