// One project: whose it is, its money and points, its indicators as printed, what the audit found, and
// where on the paper each of them stands.
const SPOTS = ['page', 'sheet', 'line', 'table_no', 'paragraph', 'row_no', 'column_no', 'character'];

// Where in its file a row stands, in words.
const placeOf = (table, row) => {
  const parts = SPOTS.map((name) => {
    const column = table.column(name);
    return column && !column.isMissing(row) ? say(name, column.shown(row)) : '';
  });
  return parts.filter(Boolean).join(lang() ? ', ' : '，');
};

// Rows of `table` by the row of the project they are of.
const byProject = (table) => {
  const rows = new Map();
  const of = table?.column('project_row');
  for (let row = 0; of && row < table.rows; row += 1) {
    if (of.isMissing(row)) continue;
    const project = of.small[row];
    if (rows.has(project)) rows.get(project).push(row);
    else rows.set(project, [row]);
  }
  return rows;
};

const cellsOf = (table, names, rows) => {
  const columns = names.map((name) => table.column(name)).filter(Boolean);
  const head = columns.map((column) => el('th', { scope: 'col', title: column.mean?.[lang()], class: column.isFigure ? 'n' : false }, column.head[lang()]));
  const cell = (column, row) => el('td', { class: column.isFigure ? 'n' : false }, el('bdi', {}, column.shown(row)));
  const body = rows.map((row) => el('tr', {}, ...columns.map((column) => cell(column, row)), el('td', { class: 'file' }, placeOf(table, row))));
  return el('table', {}, el('thead', {}, el('tr', {}, ...head, el('th', { scope: 'col' }, say('place')))), el('tbody', {}, ...body));
};

const FACTS = ['unit', 'department', 'year', 'purpose', 'form', 'size_band', 'duplicate_of'];
const MONEY = ['initial_wan', 'adjusted_wan', 'executed_wan', 'execution_rate_pct', 'execution_weight', 'execution_score', 'total_weight', 'total_score'];
const OF_INDICATORS = ['row', 'level1', 'level2', 'level3', 'target', 'actual', 'weight', 'score', 'target_outcome', 'reached_pct', 'rule_score', 'deviation', 'disputed'];

const findingNode = (table, row) => {
  const get = (name) => {
    const column = table.column(name);
    return column && !column.isMissing(row) ? column.shown(row) : '';
  };
  const more = [['printedAs', 'printed'], ['expected', 'expected'], ['arithmetic', 'arithmetic']].filter(([, name]) => get(name));
  return el('li', { class: table.column('severity').raw(row) },
    el('p', {}, el('b', {}, `${get('severity')} ${get('rule')}`), ` ${get(['sentence_zh', 'sentence_en'][lang()])}`),
    el('p', { class: 'sub' }, [...more.map(([word, name]) => `${say(word)} ${get(name)}`), `${say('source')} ${get('file')} ${placeOf(table, row)}`].join(' \u00b7 ')));
};

const detail = (view, row, close) => {
  const { projects, indicators, findings } = view;
  const fact = (name) => {
    const column = projects.column(name);
    if (!column || column.isMissing(row)) return [];
    const isDisputed = MONEY.includes(name) && new Figure(projects, name).isDisputed(row);
    const words = isDisputed ? `${column.shown(row)} (${say('disputed')})` : column.shown(row);
    return [el('div', {}, el('dt', {}, column.head[lang()]), el('dd', {}, el('bdi', {}, words)))];
  };
  const rate = view.rated(row) ? [el('div', {}, el('dt', {}, say('rate')), el('dd', {}, rateText(view, row)))] : [];
  const own = (view.indicatorsOf.get(row) ?? []).toSorted((a, b) => indicators.column('row').small[a] - indicators.column('row').small[b]);
  const found = view.findingsOf.get(row) ?? [];
  const file = projects.column('file').shown(row);
  const label = view.name(row);
  return el('section', { class: 'detail', 'aria-label': label, tabindex: '-1', id: 'detail' },
    el('div', { class: 'detail-head' }, el('h3', {}, el('bdi', {}, label)), el('button', { type: 'button', onclick: close }, say('close'))),
    el('dl', {}, ...FACTS.flatMap(fact)),
    el('dl', { class: 'money' }, ...MONEY.flatMap(fact), ...rate),
    el('p', { class: 'file' }, `${say('source')} ${file} ${placeOf(projects, row)}`),
    el('h4', {}, `${say('indicators')} (${own.length})`),
    own.length
      ? el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': say('indicators') }, cellsOf(indicators, OF_INDICATORS, own))
      : el('p', {}, view.head.cuts.indicators?.[lang()] ?? say('noIndicators')),
    el('h4', {}, `${say('findings')} (${found.length})`),
    found.length ? el('ol', { class: 'problems' }, ...found.map((at) => findingNode(findings, at))) : el('p', {}, say('noFindings')));
};
