// The two charts that follow the filter, by the rules of the printed ones: the finding as title, what and
// where below it, every value named beside its mark, bars from zero, what is missing said. Each has the
// table behind it; neither has a tab stop.
const LEAST_FOR_BINS = 30;
const MOST_BARS = 9;
const SMALL = 13;

// A figure with a chart and the table behind it, of which one shows.
class Chart {
  constructor(id) {
    this.id = id;
    this.title = el('h3', { id: `${id}-title` });
    this.sub = el('p', { class: 'sub' });
    this.place = el('div', {});
    this.button = el('button', { type: 'button', class: 'turn', onclick: () => this.turn() });
    this.node = el('figure', { class: 'live', 'aria-labelledby': `${id}-title` }, this.title, this.sub, this.place, this.button);
  }

  // told: { title, sub, alt, height, draw(width) -> nodes, columns: [heads], rows: [[texts]] }
  set(told) {
    this.told = told;
    this.title.textContent = told.title;
    this.sub.textContent = told.sub;
    this.show();
  }

  turn() {
    this.isTable = !this.isTable;
    this.show();
  }

  show() {
    this.button.textContent = say(this.isTable ? 'picture' : 'behind');
    this.place.replaceChildren(this.isTable ? this.table() : this.picture());
  }

  picture() {
    const width = Math.max(300, Math.min(640, this.place.clientWidth || 640));
    const { height, title, alt, draw } = this.told;
    const label = { role: 'img', 'aria-labelledby': `${this.id}-t ${this.id}-d`, width, height, viewBox: `0 0 ${width} ${height}` };
    return svg('svg', label, svg('title', { id: `${this.id}-t` }, title), svg('desc', { id: `${this.id}-d` }, alt), ...draw(width));
  }

  table() {
    const { columns, rows, title } = this.told;
    const cell = (text, at) => (at === 0 ? el('th', { scope: 'row' }, text) : el('td', { class: 'n' }, text));
    const head = el('tr', {}, ...columns.map((text) => el('th', { scope: 'col' }, text)));
    const body = rows.slice(0, MOST_PRINTED).map((row) => el('tr', {}, ...row.map(cell)));
    const table = el('table', {}, el('caption', { class: 'heard' }, title), el('thead', {}, head), el('tbody', {}, ...body));
    return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title }, table);
  }
}

const text = (x, y, words, anchor, style) => svg('text', { x, y, 'text-anchor': anchor ?? 'start', class: style }, words);

// The rates of rows that have one, and what a title says of them, counted in whole numbers. The rows of a
// few are put in order, the lowest first; of many the rates alone, which is all that bins need.
const ratesOf = (view, rows) => {
  const { adjusted, executed } = view.figures;
  const [spent, budget] = [executed.small, adjusted.small];
  const [kept, rates] = [new Uint32Array(rows.length), new Float64Array(rows.length)];
  let [n, full, low] = [0, 0, 0];
  for (const row of rows) {
    if (!executed.has(row, view.trusted) || !adjusted.has(row, view.trusted) || budget[row] === 0) continue;
    kept[n] = row;
    rates[n] = (spent[row] / budget[row]) * 100;
    n += 1;
    if (spent[row] >= budget[row]) full += 1;
    if (spent[row] * 5 < budget[row] * 4) low += 1;
  }
  const sorted = rates.slice(0, n).sort();
  const rowAt = (at) => kept[rates.indexOf(sorted[at])];
  const few = n < LEAST_FOR_BINS
    ? [...kept.slice(0, n).keys()].map((at) => ({ row: kept[at], rate: rates[at] })).sort((one, other) => one.rate - other.rate || one.row - other.row)
    : null;
  const median = n ? medianOf(view, rowAt(Math.floor((n - 1) / 2)), rowAt(Math.floor(n / 2))) : '';
  return { n, full, low, median, rates: sorted, few, missing: rows.length - n };
};

// The rate in the middle, exact: of two in the middle the mean.
const medianOf = (view, one, other) => {
  const of = (row) => [view.figures.executed.column.exact(row), view.figures.adjusted.column.exact(row)];
  const [[p, w], [q, v]] = [of(one), of(other)];
  return percent(p * v + q * w, 2n * w * v);
};

const rateText = (view, row) => {
  const { executed, adjusted } = view.figures;
  return percent(executed.column.exact(row), adjusted.column.exact(row));
};

const drawRates = (chart, view, told, marked) => {
  const { n, full, low, median, few, missing } = told;
  const title = n ? say('stripTitle', counted(n), counted(full), counted(low), median) : say('stripNone');
  const sub = [say(few ? 'stripSub' : 'binSub'), missing ? say('missing', counted(missing)) : ''].filter(Boolean).join(lang() ? '; ' : '\uff1b');
  chart.set({ title, sub, alt: `${title}. ${sub}`, ...(few ? dots(view, few, marked) : bins(told.rates, marked)) });
};

// Every project as a dot on one scale, the ones that differ named.
const dots = (view, rated, marked) => {
  const top = Math.min(150, Math.max(100, ...rated.map(({ rate }) => rate)));
  const draw = (width) => {
    const [left, right] = [26, width - 34];
    const x = (rate) => left + ((right - left) * Math.max(0, Math.min(top, rate))) / top;
    const marks = [0, 20, 40, 60, 80, 100].flatMap((rate) => [
      svg('line', { x1: x(rate), x2: x(rate), y1: 8, y2: 132, class: 'rule' }), text(x(rate), 150, `${rate}%`, 'middle', 'tick')]);
    const stacks = new Map();
    const nodes = rated.map(({ row, rate }) => {
      const place = Math.round(x(rate) / 11);
      const level = stacks.get(place) ?? 0;
      stacks.set(place, level + 1);
      const dot = { cx: x(rate), cy: 122 - (level % 10) * 11, r: row === marked?.row ? 7 : 5, class: row === marked?.row ? 'dot marked' : 'dot' };
      const name = `${view.name(row)}: ${rateText(view, row)}`;
      return svg('circle', { ...dot, onclick: () => view.open(row) }, svg('title', {}, name));
    });
    return [...marks, ...nodes, ...(marked ? markOf(marked, x, width) : lowest(view, rated[0], x, width))];
  };
  const rowsOfTable = rated.map(({ row }) => [view.name(row), rateText(view, row)]);
  return { height: 160, draw, columns: [say('project'), say('rate')], rows: rowsOfTable };
};

// The project with the lowest rate, named above its dot while no row is marked.
const lowest = (view, least, x, width) => {
  if (!least || least.rate >= 80) return [];
  const name = `${shortened(view.name(least.row), width / 13)} ${rateText(view, least.row)}`;
  const isLeft = x(least.rate) > width / 2;
  return [text(x(least.rate) + (isLeft ? 6 : -6), 104, name, isLeft ? 'end' : 'start', 'value')];
};

// How many projects in each range of rates.
const bins = (rates, marked) => {
  const tens = [...Array(10).keys()];
  const ticks = tens.map((at) => (at ? String(at * 10) : '<10')).concat(['100', '>100']);
  const names = tens.map((at) => (at ? `${at * 10}% \u2264 \u2026 < ${at * 10 + 10}%` : '< 10%')).concat(['100%', '> 100%']);
  const binOf = (rate) => (rate > 100 ? 11 : rate === 100 ? 10 : Math.max(0, Math.min(9, Math.floor(rate / 10))));
  const counts = Array(12).fill(0);
  for (const rate of rates) counts[binOf(rate)] += 1;
  const most = Math.max(...counts);
  const draw = (width) => {
    const step = (width - 8) / 12;
    const bars = counts.flatMap((count, at) => {
      const height = (count / most) * 110;
      const isMarked = marked && marked.rate !== null && binOf(marked.rate) === at;
      return [
        svg('rect', { x: 4 + at * step + 1.5, y: 132 - height, width: step - 3, height, class: isMarked ? 'column marked' : 'column' }),
        text(4 + (at + 0.5) * step, 126 - height, printed(BigInt(count), 0, 0), 'middle', 'value'),
        text(4 + (at + 0.5) * step, 148, ticks[at], 'middle', 'tick'),
      ];
    });
    return [svg('line', { x1: 4, x2: width - 4, y1: 132, y2: 132, class: 'axis' }), ...bars];
  };
  return { height: 156, draw, columns: [say('bin'), say('projects')], rows: names.map((name, at) => [name, printed(BigInt(counts[at]), 0, 0)]) };
};

// The row under the reader's hand, named where it stands.
const markOf = (marked, x, width) => {
  if (!marked || marked.rate === null) return [];
  const at = x(marked.rate);
  const name = shortened(marked.name, width / 9);
  return [svg('line', { x1: at, x2: at, y1: 8, y2: 132, class: 'mark' }), text(at + (at > width / 2 ? -9 : 9), 16, name, at > width / 2 ? 'end' : 'start', 'value')];
};

// Whose the executed money of rows is, the largest first.
const sharesOf = (view, rows, facet) => {
  const { executed } = view.figures;
  const sums = facet.values.map(() => new Sum());
  let missing = 0;
  for (const row of rows) {
    if (executed.has(row, view.trusted)) for (const at of facet.sets[facet.codes[row]]) sums[at].add(executed.column, row);
    else missing += 1;
  }
  const all = sums.flatMap((sum, at) => (sum.count ? [{ at, name: facet.label(at), total: sum.total }] : []));
  all.sort((a, b) => (a.total < b.total ? 1 : a.total > b.total ? -1 : a.at - b.at));
  const total = all.reduce((sum, one) => sum + one.total, 0n);
  return { facet, total, missing, n: rows.length - missing, shares: all.map((one) => ({ ...one, share: percent(one.total, total) })) };
};

// The largest as bars, small ones together.
const drawShares = (chart, view, { facet, total, missing, n, shares }, marked) => {
  const scale = view.figures.executed.column?.scale ?? 0;
  const amount = (value) => printed(value, scale, 2);
  const title = total > 0n ? capital(say('shareTitle', shares[0].name, shares[0].share, shares.length, within(facet.name))) : say('shareNone');
  const sub = [say('shareSub', amount(total), within(facet.name), counted(n)), missing ? say('shareMissing', counted(missing)) : ''].filter(Boolean).join(lang() ? '; ' : '\uff1b');
  const drawn = shares.slice(0, shares.length > MOST_BARS ? MOST_BARS - 1 : MOST_BARS);
  const others = shares.slice(drawn.length);
  if (others.length) {
    const rest = others.reduce((sum, one) => sum + one.total, 0n);
    drawn.push({ at: -1, name: say('rest', others.length), total: rest, share: percent(rest, total) });
  }
  const table = shares.map((one) => [one.name, amount(one.total), one.share]);
  chart.set({
    title, sub, alt: `${title}. ${sub}`, height: Math.max(30, drawn.length * 26 + 8),
    draw: (width) => bars(drawn, width, amount, marked), columns: [say(facet.name), say('executed'), say('share')], rows: table,
  });
};

const bars = (drawn, width, amount, marked) => {
  const label = Math.min(170, width * 0.34);
  const words = drawn.map((one) => `${amount(one.total)} (${one.share})`);
  const room = width - label - 14 - Math.max(0, ...words.map((word) => breadth(word) * SMALL * 0.53));
  const most = drawn.reduce((most, one) => (one.total > most ? one.total : most), 1n);
  return drawn.flatMap((one, at) => {
    const long = one.total > 0n ? (Number((one.total * 10000n) / most) / 10000) * room : 0;
    const y = 6 + at * 26;
    return [
      text(label - 6, y + 15, shortened(one.name, (label - 8) / (SMALL * 0.53)), 'end', 'tick'),
      svg('rect', { x: label, y: y + 2, width: Math.max(long, 0.5), height: 18, class: marked === one.at ? 'column marked' : 'column' }),
      text(label + long + 6, y + 15, words[at], 'start', 'value'),
    ];
  });
};
