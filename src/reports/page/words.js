// Every word that the script says, Chinese first, and how numbers are printed. What is in braces is
// filled in: {0} by the first argument. Words for columns and codes come with the data.
const WORDS = {
  all: ['全部', 'all'],
  yes: ['是', 'yes'],
  no: ['否', 'no'],
  none: ['未注明', 'not stated'],
  year: ['年度', 'Year'],
  dept: ['主管部门', 'Department'],
  unit: ['单位', 'Unit'],
  kind: ['单位类别', 'Kind of unit'],
  purpose: ['用途', 'Purpose'],
  form: ['表式', 'Form'],
  grade: ['等级', 'Grade'],
  rule: ['核对发现', 'Finding'],
  project: ['项目', 'Project'],
  indicator: ['指标', 'Indicator'],
  finding: ['发现', 'Finding'],
  noRule: ['没有发现', 'no finding'],
  grade1: ['优（90 分以上）', 'excellent (90 and more)'],
  grade2: ['良（80～90 分）', 'good (80 to 90)'],
  grade3: ['中（60～80 分）', 'fair (60 to 80)'],
  grade4: ['差（60 分以下）', 'poor (below 60)'],
  grade5: ['没有总分', 'no total score'],
  search: ['名称含有', 'Name contains'],
  figures: ['数字', 'Figures'],
  printed: ['按原表', 'as printed'],
  trusted: ['剔除有矛盾的', 'disputed ones left out'],
  clear: ['清除筛选', 'Clear filters'],
  rowsAre: ['每行为', 'A row is'],
  up: ['返回上一级', 'One level up'],
  filters: ['筛选条件', 'Filters'],
  projects: ['项目数', 'Projects'],
  amounts: ['有金额的', 'With amounts'],
  adjusted: ['全年预算（万元）', 'Adjusted budget (10k yuan)'],
  executed: ['全年执行（万元）', 'Executed (10k yuan)'],
  rate: ['执行率（全年，%）', 'Rate, adjusted (%)'],
  initialRate: ['执行率（年初，%）', 'Rate, initial (%)'],
  scoreRate: ['得分率（%）', 'Points earned (%)'],
  withFindings: ['有发现的项目', 'With findings'],
  place: ['位置', 'Place'],
  page: ['第{0}页', 'page {0}'],
  sheet: ['工作表{0}', 'sheet {0}'],
  line: ['第{0}行', 'line {0}'],
  table_no: ['第{0}个表', 'table {0}'],
  paragraph: ['第{0}段', 'paragraph {0}'],
  row_no: ['第{0}行', 'row {0}'],
  column_no: ['第{0}列', 'column {0}'],
  character: ['第{0}字', 'character {0}'],
  shown: ['{0} / {1} 个项目', '{0} of {1} projects'],
  sums: [
    '{0} 个项目，其中 {1} 个有金额：全年预算 {2} 万元，执行 {3} 万元，执行率 {4}；按年初预算（{5} 个）{6}；得分率 {7}（{8} 个）。',
    '{0} projects, {1} with amounts: adjusted budget {2}, executed {3} (10k yuan), execution rate {4}; on the initial budget ({5}) {6}; points earned {7} ({8}).',
  ],
  twice: ['另有 {0} 个项目与其他文件重复，不计入。', '{0} more projects stand in another document, too, and are not counted.'],
  leftOut: ['有矛盾的数字已剔除。', 'Disputed figures are left out.'],
  nothing: ['没有符合条件的项目。', 'No project meets these conditions.'],
  stripTitle: ['{0} 个项目的执行率：{1} 个达到 100%，{2} 个不足 80%，中位数 {3}', 'Execution rates of {0} projects: {1} reach 100%, {2} are below 80%, median {3}'],
  stripNone: ['没有项目的执行率可算', 'No execution rate can be computed'],
  stripSub: ['执行数 / 全年预算数，%；每点一个项目', 'executed / adjusted budget, %; a dot is a project'],
  binSub: ['执行数 / 全年预算数，%；柱高为项目数', 'executed / adjusted budget, %; height is the number of projects'],
  missing: ['另有 {0} 个项目缺少预算或执行数，未画出', '{0} more projects lack a budget or an executed amount and are not drawn'],
  above: ['超过 100%', 'above 100%'],
  bin: ['执行率区间', 'Rates'],
  share: ['占比（%）', 'Share (%)'],
  shareTitle: ['{0}占执行数的 {1}，为 {2} 个{3}中最多', '{0}: {1} of the amount executed, the most of {2} (by {3})'],
  shareNone: ['没有执行数可分', 'No executed amount to divide'],
  shareSub: ['全年执行数按{1}，万元和占比；{2} 个项目，合计 {0} 万元', 'amount executed by {1}, 10k yuan and share; {2} projects, {0} in all'],
  shareMissing: ['{0} 个项目没有执行数', '{0} projects have no executed amount'],
  rest: ['其余 {0} 个', '{0} others'],
  behind: ['图后数据', 'Table behind'],
  picture: ['图', 'Chart'],
  tableKey: [
    '键盘：方向键、PageUp、PageDown、Home、End 移动行；Enter 展开；Backspace 返回；T 切换图和图后数据。',
    'Keys: arrows, PageUp, PageDown, Home, End move between rows; Enter opens; Backspace goes back; T turns charts into their tables.',
  ],
  live: ['随筛选而变的图', 'Charts of what is filtered'],
  indicators: ['绩效指标', 'Indicators'],
  findings: ['核对发现', 'Findings'],
  noIndicators: ['本页没有该项目的指标。', 'The page holds no indicators of this project.'],
  noFindings: ['核对没有发现问题。', 'The audit found nothing.'],
  arithmetic: ['算式', 'Arithmetic'],
  printedAs: ['印为', 'Printed'],
  expected: ['应为', 'Expected'],
  accepted: ['认可依据', 'Accepted'],
  source: ['原文位置', 'Source'],
  disputed: ['存在矛盾', 'disputed'],
  close: ['关闭', 'Close'],
  link: ['本视图的链接', 'Link to this view'],
  printCut: ['打印仅含前 {0} 行，共 {1} 行。', 'Printed are the first {0} of {1} rows.'],
  old: ['此浏览器不能解开数据，请用新的浏览器打开；全部数据在 tables 文件夹中。', 'This browser cannot unpack the data: open the page in a newer one; all data stand in the folder tables.'],
};

// 0 for Chinese, 1 for English.
const lang = () => (document.documentElement.dataset.show === 'en' ? 1 : 0);
// The name of a facet within a sentence.
const within = (key) => (lang() ? WORDS[key][1].toLowerCase() : WORDS[key][0]);
const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
const fill = (text, args) => text.replace(/\{(\d)\}/g, (_, at) => String(args[Number(at)]));
const say = (key, ...args) => fill(WORDS[key][lang()], args);

// `exact` counted in units of 10^-scale, rounded half away from zero to `places`, with thousands parted.
const printed = (exact, scale, places) => {
  const negative = exact < 0n;
  let units = negative ? -exact : exact;
  if (scale > places) {
    const step = 10n ** BigInt(scale - places);
    units = (units + step / 2n) / step;
  } else {
    units *= 10n ** BigInt(places - scale);
  }
  const digits = units.toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = negative && units !== 0n ? '\u2212' : '';
  return sign + whole + (places ? `.${digits.slice(-places)}` : '');
};

// part / whole in percent, two decimals; what is not all is never printed as all, nor something as nothing.
const percent = (part, whole) => {
  if (whole === 0n) return '\u2014';
  const text = printed(ratio(part, whole), 4, 2);
  if (text === '100.00' && part < whole) return '>99.99%';
  if (text === '0.00' && part > 0n) return '<0.01%';
  return `${text}%`;
};
// part / whole in percent, in units of a ten-thousandth, rounded half away from zero.
const ratio = (part, whole) => {
  const [p, w] = whole < 0n ? [-part, -whole] : [part, whole];
  const twice = p * 2000000n;
  return (twice < 0n ? twice - w : twice + w) / (2n * w);
};
// A count, with thousands parted.
const counted = (number) => printed(BigInt(number), 0, 0);
const MISSING = '\u2014';
