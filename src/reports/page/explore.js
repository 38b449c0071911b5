// What is explored: filters, the sentence of sums, the two charts and the table of the rows that meet the
// filters, and the project that is open. Every change goes through the state, and so into the permalink.
const GRADES = [[90, 'grade1'], [80, 'grade2'], [60, 'grade3']];
const NOT_GRADED = 4;

// A way to divide projects: every row has a code, a code stands for one value or several, and a value has
// a key in the permalink and a label in the page's language.
class Facet {
  constructor(name, codes, sets, values, label) {
    Object.assign(this, { name, codes, sets, values, label });
    this.places = new Map(values.map((key, at) => [key, at]));
    this.counts = new Uint32Array(sets.length);
  }

  // How many rows have each value, of those counted by code.
  tally() {
    const tally = new Uint32Array(this.values.length);
    this.counts.forEach((count, code) => { if (count) for (const at of this.sets[code]) tally[at] += count; });
    return tally;
  }

  static ofTexts(name, column, rows) {
    const values = ['', ...(column?.dict ?? [])];
    const label = (at) => (at ? column.word(at) : say('none'));
    return new Facet(name, column?.codes ?? new Uint32Array(rows), values.map((_, at) => [at]), values.map((key) => `=${key}`), label);
  }

  static ofYears(column, rows) {
    const years = [...new Set(column?.small ?? [])].filter((year) => !Number.isNaN(year)).sort((a, b) => a - b);
    const places = new Map(years.map((year, at) => [year, at + 1]));
    const codes = Uint32Array.from({ length: rows }, (_, row) => places.get(column?.small[row]) ?? 0);
    const values = ['=', ...years.map((year) => `=${year}`)];
    return new Facet('year', codes, values.map((_, at) => [at]), values, (at) => (at ? String(years[at - 1]) : say('none')));
  }

  static ofRules(column, rows, words) {
    const lists = (column?.dict ?? []).map((list) => list.split(' '));
    const rules = [...new Set(lists.flat())].sort();
    const sets = [[0], ...lists.map((list) => list.map((rule) => rules.indexOf(rule) + 1))];
    const label = (at) => (at ? words?.[rules[at - 1]]?.[lang()] ?? rules[at - 1] : say('noRule'));
    return new Facet('rule', column?.codes ?? new Uint32Array(rows), sets, ['=', ...rules.map((rule) => `=${rule}`)], label);
  }

  // The grades of the official rules, by points earned of a hundred.
  static ofGrades({ weight, score }, rows, trusted) {
    const grade = (_, row) => {
      if (!weight.has(row, trusted) || !score.has(row, trusted) || !(weight.column.small[row] > 0)) return NOT_GRADED;
      const at = GRADES.findIndex(([least]) => score.column.small[row] * 100 >= weight.column.small[row] * least);
      return at < 0 ? 3 : at;
    };
    const names = ['grade1', 'grade2', 'grade3', 'grade4', 'grade5'];
    return new Facet('grade', Uint8Array.from({ length: rows }, grade), names.map((_, at) => [at]), names.map((name) => `=${name}`), (at) => say(names[at]));
  }
}

class Explorer {
  constructor(data, host) {
    Object.assign(this, { head: data.head, projects: data.tables.get('projects'), indicators: data.tables.get('indicators'), findings: data.tables.get('findings') });
    const figure = (name) => new Figure(this.projects, name);
    this.figures = {
      initial: figure('initial_wan'), adjusted: figure('adjusted_wan'), executed: figure('executed_wan'),
      weight: figure('total_weight'), score: figure('total_score'), rules: this.projects.column('rules'),
    };
    const twice = this.projects.column('duplicate_of');
    this.base = Uint32Array.from({ length: this.projects.rows }, (_, row) => row).filter((row) => !twice || twice.isMissing(row));
    this.indicatorsOf = byProject(this.indicators);
    this.findingsOf = byProject(this.findings);
    this.grid = new Grid('rows', say('project'));
    this.charts = [new Chart('rates'), new Chart('shares')];
    this.build(host);
  }

  get trusted() {
    return (state.fig || (this.head.trusted ? 'trusted' : 'printed')) === 'trusted';
  }

  name(row) { return this.projects.column('project')?.shown(row) ?? MISSING; }

  rated(row) {
    const { executed, adjusted } = this.figures;
    return executed.has(row, this.trusted) && adjusted.has(row, this.trusted) && adjusted.column.small[row] !== 0;
  }

  id(row) { return `${this.projects.column('file').raw(row)}#${this.projects.column('ordinal').small[row]}`; }

  open(row) {
    state.open = this.id(row);
    this.update();
    document.getElementById('detail')?.scrollIntoView({ block: 'nearest' });
  }

  divide() {
    const { projects } = this;
    const column = (...names) => names.map((name) => projects.column(name)).find(Boolean);
    const texts = (name, ...names) => Facet.ofTexts(name, column(...names), projects.rows);
    if (!this.fixed) {
      this.fixed = {
        year: Facet.ofYears(column('year'), projects.rows), dept: texts('dept', 'department_canonical', 'department'),
        unit: texts('unit', 'unit_canonical', 'unit'), kind: texts('kind', 'kind'), purpose: texts('purpose', 'purpose'),
        form: texts('form', 'form'), rule: Facet.ofRules(this.figures.rules, projects.rows, this.head.rules),
      };
    }
    if (this.gradedBy !== this.trusted) {
      this.graded = Facet.ofGrades(this.figures, projects.rows, this.trusted);
      this.gradedBy = this.trusted;
    }
    this.facets = FACETS.map((name) => this.fixed[name] ?? this.graded);
  }

  facet(name) { return this.facets[FACETS.indexOf(name)]; }

  // The rows that meet all filters, and for every facet how many rows each value would leave.
  filter() {
    this.divide();
    const { facets } = this;
    for (const facet of facets) facet.counts.fill(0);
    const active = facets.map((facet, at) => {
      const value = state[FACETS[at]];
      if (!value) return null;
      const place = facet.places.get(value);
      return Uint8Array.from(facet.sets, (set) => (place !== undefined && set.includes(place) ? 1 : 0));
    });
    const asked = active.flatMap((ok, at) => (ok ? [[ok, facets[at].codes, at]] : []));
    const named = this.named();
    const rows = new Uint32Array(this.base.length);
    let n = 0;
    for (const row of this.base) {
      if (named && !named(row)) continue;
      let [failed, which] = [0, -1];
      for (const [ok, codes, at] of asked) if (!ok[codes[row]]) { failed += 1; which = at; }
      if (failed === 0) {
        rows[n] = row;
        n += 1;
        for (const facet of facets) facet.counts[facet.codes[row]] += 1;
      } else if (failed === 1) {
        facets[which].counts[facets[which].codes[row]] += 1;
      }
    }
    this.rows = rows.slice(0, n);
  }

  // Whether every word that is searched for stands in the name of the project, its unit or department.
  named() {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return null;
    const columns = ['project', 'unit', 'department'].map((name) => this.projects.column(name)).filter(Boolean);
    const hits = words.map((word) => columns.map((column) => [column.codes, Uint8Array.from(['', ...column.dict], (text) => (text.toLowerCase().includes(word) ? 1 : 0))]));
    return (row) => hits.every((each) => each.some(([codes, hit]) => hit[codes[row]]));
  }

  build(host) {
    this.selects = FACETS.map((name) => el('select', { id: `f-${name}`, onchange: (event) => this.choose({ [name]: event.target.value, open: '' }) }));
    this.labels = FACETS.map((name) => el('label', { for: `f-${name}` }));
    const fields = FACETS.map((_, at) => el('div', { class: 'field' }, this.labels[at], this.selects[at]));
    this.search = el('input', { type: 'search', id: 'f-q', oninput: () => this.choose({ q: this.search.value }) });
    this.figure = el('select', { id: 'f-fig', onchange: (event) => this.choose({ fig: event.target.value === (this.head.trusted ? 'trusted' : 'printed') ? '' : event.target.value }) });
    this.by = el('select', { id: 'f-by', onchange: (event) => this.choose({ by: event.target.value, sort: '', dir: '' }) });
    this.more = ['search', 'figures', 'rowsAre'].map((_, at) => el('label', { for: ['f-q', 'f-fig', 'f-by'][at] }));
    this.clear = el('button', { type: 'button', onclick: () => this.choose({ ...Object.fromEntries(FACETS.map((name) => [name, ''])), q: '', open: '' }) });
    this.up = el('button', { type: 'button', onclick: () => this.back() });
    this.link = el('a', { class: 'link' });
    this.sums = el('p', { class: 'sums', 'aria-live': 'polite', id: 'sums' });
    this.keys = el('p', { class: 'sub keys' });
    this.cut = el('p', { class: 'cut' });
    this.form = el('div', { class: 'filters', role: 'group' }, ...fields,
      ...[this.search, this.figure, this.by].map((input, at) => el('div', { class: 'field' }, this.more[at], input)),
      el('div', { class: 'field actions' }, this.clear, this.up, this.link));
    this.opened = el('div', { id: 'opened' });
    host.replaceChildren(this.form, this.sums, el('div', { class: 'lives' }, ...this.charts.map((chart) => chart.node)), this.grid.node, this.cut, this.keys, this.opened);
  }

  choose(change) {
    Object.assign(state, change);
    this.update();
  }

  // One level up: the project that is open is closed, else the filter that led here is taken off.
  back() {
    if (state.open) return this.choose({ open: '' });
    const from = ['project', 'indicator', 'finding'].includes(state.by) ? ['unit', 'dept'] : ['dept', 'unit'];
    const name = from.find((facet) => state[facet]) ?? FACETS.find((facet) => state[facet]);
    if (name) return this.choose({ [name]: '', by: name, sort: '', dir: '' });
    return this.choose({ by: { project: 'unit', indicator: 'project', finding: 'project', unit: 'dept' }[state.by] ?? state.by, sort: '', dir: '' });
  }

  update() {
    this.filter();
    this.tell();
    this.list();
    this.drawn = { rates: ratesOf(this, this.rows), shares: sharesOf(this, this.rows, this.shared()) };
    this.draw(null);
    const row = state.open ? this.base.find((one) => this.id(one) === state.open) : undefined;
    this.opened.replaceChildren(...(row === undefined ? [] : [detail(this, row, () => { this.choose({ open: '' }); this.grid.host.focus(); })]));
    writeState();
    this.link.setAttribute('href', permalink());
  }

  // The filters with their counts, and the sums of what is left as one sentence.
  tell() {
    this.form.setAttribute('aria-label', say('filters'));
    this.facets.forEach((facet, at) => this.options(facet, this.selects[at], this.labels[at]));
    ['search', 'figures', 'rowsAre'].forEach((word, at) => { this.more[at].textContent = say(word); });
    const option = (value, words, chosen) => el('option', { value, selected: chosen === value }, words);
    const fig = this.trusted ? 'trusted' : 'printed';
    this.figure.replaceChildren(option('printed', say('printed'), fig), option('trusted', say('trusted'), fig));
    this.by.replaceChildren(...[...FACETS, 'project', 'indicator', 'finding'].map((name) => option(name, say(name), state.by)));
    if (this.search.value !== state.q) this.search.value = state.q;
    this.clear.textContent = say('clear');
    this.up.textContent = say('up');
    this.link.textContent = say('link');
    this.keys.textContent = say('tableKey');
    const sums = new Sums(this.figures);
    for (const row of this.rows) sums.add(row, this.trusted);
    const scale = this.figures.adjusted.column?.scale ?? 6;
    const count = (number) => printed(BigInt(number), 0, 0);
    const twice = this.projects.rows - this.base.length;
    const told = say('sums', count(sums.n), count(sums.amounts), printed(sums.adjusted, scale, 2), printed(sums.executed, this.figures.executed.column?.scale ?? 6, 2),
      percent(sums.executed, sums.adjusted), count(sums.parts[2].count), percent(sums.executedOfInitial, sums.initial), percent(sums.score, sums.weight), count(sums.parts[5].count));
    const parts = [sums.n ? told : say('nothing'), this.trusted ? say('leftOut') : '', twice ? say('twice', count(twice)) : ''];
    this.sums.textContent = parts.filter(Boolean).join(lang() ? ' ' : '');
  }

  options(facet, select, label) {
    const chosen = state[facet.name];
    const tally = facet.tally();
    const order = [...facet.values.keys()].filter((at) => tally[at] || facet.values[at] === chosen);
    if (facet.name === 'unit' || facet.name === 'dept') order.sort((a, b) => tally[b] - tally[a] || a - b);
    const option = (at) => el('option', { value: facet.values[at], selected: facet.values[at] === chosen }, `${facet.label(at)} (${tally[at]})`);
    label.textContent = say(facet.name);
    select.replaceChildren(el('option', { value: '' }, say('all')), ...order.map(option));
    select.parentNode.classList.toggle('chosen', chosen !== '');
  }

  list() {
    const lister = { project: () => this.listProjects(), indicator: () => this.listParts('indicator', this.indicators), finding: () => this.listParts('finding', this.findings) }[state.by];
    this.grid.host.setAttribute('aria-label', say(state.by in WORDS ? state.by : 'project'));
    this.cut.textContent = this.head.cuts[`${state.by}s`]?.[lang()] ?? '';
    (lister ?? (() => this.listGroups()))();
  }

  sorted(key) {
    const falls = state.sort === key ? state.dir !== 'down' : false;
    this.choose({ sort: key, dir: falls ? 'down' : '' });
  }

  // A row a value of the facet by which rows are put together.
  listGroups() {
    const facet = this.facet(state.by) ?? this.facet('unit');
    const groups = facet.values.map(() => null);
    for (const row of this.rows) {
      for (const at of facet.sets[facet.codes[row]]) (groups[at] ??= new Sums(this.figures)).add(row, this.trusted);
    }
    const list = groups.flatMap((sums, at) => (sums ? [{ at, sums, name: facet.label(at) }] : []));
    const share = (part, whole) => (whole === 0n ? MISSING : printed(ratio(part, whole), 4, 2));
    const near = (part, whole) => (whole === 0n ? NaN : Number(ratio(part, whole)));
    const count = (of) => ({ text: ({ sums }) => printed(BigInt(of(sums)), 0, 0), value: ({ sums }) => of(sums) });
    const amount = (of, scale) => ({ text: ({ sums }) => (sums.amounts ? printed(of(sums), scale, 2) : MISSING), value: ({ sums }) => Number(of(sums)) });
    const rate = (part, whole) => ({ text: ({ sums }) => share(part(sums), whole(sums)), value: ({ sums }) => near(part(sums), whole(sums)) });
    const kinds = {
      [facet.name]: { text: ({ name }) => name, value: null },
      projects: count((sums) => sums.n),
      amounts: count((sums) => sums.amounts),
      adjusted: amount((sums) => sums.adjusted, this.figures.adjusted.column?.scale ?? 6),
      executed: amount((sums) => sums.executed, this.figures.executed.column?.scale ?? 6),
      rate: rate((sums) => sums.executed, (sums) => sums.adjusted),
      initialRate: rate((sums) => sums.executedOfInitial, (sums) => sums.initial),
      scoreRate: rate((sums) => sums.score, (sums) => sums.weight),
      withFindings: count((sums) => sums.found),
    };
    const inOrder = ['year', 'grade', 'rule', 'form'].includes(facet.name);
    const sort = { key: state.sort || (inOrder ? facet.name : 'adjusted'), falling: state.sort ? state.dir === 'down' : !inOrder };
    const value = kinds[sort.key]?.value;
    const names = new Intl.Collator(['zh', 'en'][lang()], { numeric: true });
    const turn = sort.falling ? -1 : 1;
    list.sort((a, b) => {
      if (!value) return turn * (inOrder ? a.at - b.at : names.compare(a.name, b.name));
      const [left, right] = [value(a), value(b)];
      if (Number.isNaN(left) || Number.isNaN(right)) return Number.isNaN(left) - Number.isNaN(right);
      return turn * (left - right) || a.at - b.at;
    });
    const columns = Object.entries(kinds).map(([key, { text }]) => ({ key, head: say(key), isFigure: key !== facet.name, text: (at) => text(list[at]) }));
    const opened = (at) => {
      const by = { dept: 'unit', unit: 'project' }[facet.name] ?? 'unit';
      this.grid.active = -1;
      this.grid.host.scrollTop = 0;
      this.choose({ [facet.name]: facet.values[list[at].at], by, sort: '', dir: '', open: '' });
    };
    const moved = (at) => {
      const { sums, name } = list[at];
      this.draw({ name, row: -1, rate: sums.adjusted ? Number(ratio(sums.executed, sums.adjusted)) / 10000 : null, share: facet.name === this.shared().name ? list[at].at : -2 });
    };
    this.grid.set({ columns, count: list.length, sort, sorted: (key) => this.sorted(key), opened, moved, back: () => this.back() });
  }

  listProjects() {
    const { projects } = this;
    const names = ['project', 'unit', 'year', 'initial_wan', 'adjusted_wan', 'executed_wan', 'total_score', 'purpose', 'kind', 'form', 'rules'];
    const columns = names.map((name) => projects.column(name)).filter(Boolean);
    const sort = { key: state.sort || 'adjusted_wan', falling: state.sort ? state.dir === 'down' : true };
    const order = this.rows.slice();
    const rateOf = (row) => (this.rated(row) ? this.figures.executed.column.small[row] / this.figures.adjusted.column.small[row] : NaN);
    const byRate = (a, b) => Number.isNaN(rateOf(a)) - Number.isNaN(rateOf(b)) || (sort.falling ? rateOf(b) - rateOf(a) : rateOf(a) - rateOf(b)) || a - b;
    const column = projects.column(sort.key);
    if (sort.key === 'rate') order.sort(byRate);
    else if (column) order.sort((a, b) => column.compare(a, b, sort.falling));
    const shown = columnsOf(columns, order).map((told, at) => {
      const figure = new Figure(projects, columns[at].name);
      if (columns[at].name === 'rules') return { ...told, head: say('rule') };
      if (!figure.codes) return told;
      return { ...told, text: (row) => (this.trusted && figure.isDisputed(order[row]) ? MISSING : told.text(row)), note: (row) => (figure.isDisputed(order[row]) ? say('disputed') : '') };
    });
    const after = shown.findIndex(({ key }) => key === 'executed_wan') + 1;
    shown.splice(after, 0, { key: 'rate', head: say('rate'), isFigure: true, text: (at) => (this.rated(order[at]) ? rateText(this, order[at]) : MISSING) });
    const moved = (at) => this.draw({ name: this.name(order[at]), row: order[at], rate: this.rated(order[at]) ? rateOf(order[at]) * 100 : null, share: this.shared().codes[order[at]] });
    this.grid.set({ columns: shown, count: order.length, sort, sorted: (key) => this.sorted(key), opened: (at) => this.open(order[at]), moved, back: () => this.back() });
  }

  // Indicators or findings of the projects that meet the filters; findings of no project while all are shown.
  listParts(kind, table) {
    const met = new Uint8Array(this.projects.rows);
    for (const row of this.rows) met[row] = 1;
    const of = table.column('project_row');
    const isAll = this.rows.length === this.base.length;
    const isIn = (row) => (!of || of.isMissing(row) ? isAll : met[of.small[row]] === 1);
    const order = Uint32Array.from({ length: table.rows }, (_, row) => row).filter(isIn);
    const sort = { key: state.sort, falling: state.dir === 'down' };
    const column = table.column(state.sort);
    if (column) order.sort((a, b) => column.compare(a, b, sort.falling));
    const names = {
      indicator: ['level1', 'level2', 'level3', 'target', 'actual', 'weight', 'score', 'target_outcome', 'reached_pct', 'rule_score', 'deviation', 'disputed'],
      finding: ['severity', 'rule', ['sentence_zh', 'sentence_en'][lang()], 'arithmetic', 'printed', 'expected', 'difference', 'file'],
    }[kind];
    const columns = columnsOf(names.map((name) => table.column(name)).filter(Boolean), order);
    const project = { key: 'project', head: say('project'), isFigure: false, text: (at) => (!of || of.isMissing(order[at]) ? MISSING : this.name(of.small[order[at]])) };
    const place = { key: 'place', head: say('place'), isFigure: false, text: (at) => placeOf(table, order[at]) };
    const opened = (at) => { if (of && !of.isMissing(order[at])) this.open(of.small[order[at]]); };
    this.grid.set({ columns: [project, ...columns, place], count: order.length, sort, sorted: (key) => this.sorted(key), opened, back: () => this.back() });
  }

  // By what the second chart divides: purposes, or units once one purpose is chosen.
  shared() { return this.facet(state.purpose ? 'unit' : 'purpose'); }

  // The charts, with the row under the reader's hand marked.
  draw(marked) {
    drawRates(this.charts[0], this, this.drawn.rates, marked);
    drawShares(this.charts[1], this, this.drawn.shares, marked?.share);
  }
}
