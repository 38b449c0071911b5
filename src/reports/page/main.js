// The page as a whole: languages, tables that are filled when they are opened, tables behind the pictures,
// one key for all of them, print, and the permalink.
const root = document.documentElement;
const buttons = [...document.querySelectorAll('[data-set-lang]')];
const opening = root.dataset.show;
const folded = new Map();
let [explorer, data] = [null, null];

const show = (language) => {
  root.lang = language;
  root.dataset.show = language;
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.setLang === language));
  if (!data) return;
  pictures(language);
  for (const { show: again } of folded.values()) again();
  for (const turn of document.querySelectorAll('.picture > .turn')) turn.textContent = say(turn.dataset.word);
  explorer.update();
};

// The pictures of the language that the page did not open in stand in the block until they are asked for.
const pictures = (language) => {
  const table = data.tables.get('pictures');
  if (language === opening || !table || document.querySelector(`.picture[lang="${language}"]`)) return;
  const [kinds, titles, drawings] = ['kind', 'title', 'svg'].map((name) => table.column(name));
  for (let row = 0; row < table.rows; row += 1) {
    const drawing = new DOMParser().parseFromString(drawings.raw(row), 'image/svg+xml').documentElement;
    const kind = kinds.raw(row);
    const caption = el('figcaption', {}, el('code', {}, `${kind}.${language}.svg`));
    const figure = el('figure', { class: 'picture', 'data-kind': kind, lang: language, id: `${kind}-${language}` },
      el('h3', { class: 'heard' }, titles.raw(row)), document.importNode(drawing, true), caption);
    document.getElementById('charts').append(figure);
    behind(figure);
  }
};

// The button that turns a picture into the table behind it.
const behind = (figure) => {
  const table = data.tables.get(`chart:${figure.dataset.kind}`);
  if (!table) return;
  const picture = figure.querySelector('svg');
  let grid = null;
  const turn = () => {
    grid ??= tableGrid(table, `behind-${figure.id}`);
    if (!grid.node.isConnected) {
      picture.after(grid.node);
      folded.set(figure.id, grid);
    }
    picture.toggleAttribute('hidden');
    grid.node.hidden = !picture.hasAttribute('hidden');
    grid.show();
    button.dataset.word = grid.node.hidden ? 'behind' : 'picture';
    button.textContent = say(button.dataset.word);
  };
  const button = el('button', { type: 'button', class: 'turn', 'data-word': 'behind', onclick: turn }, say('behind'));
  figure.append(button);
};

// Fills the table of a fold once it is opened.
const fold = (details) => {
  const name = details.dataset.table;
  details.addEventListener('toggle', () => {
    if (!details.open || folded.has(name)) return;
    const grid = tableGrid(data.tables.get(name), `table-${name}`);
    details.append(grid.node);
    folded.set(name, grid);
    grid.show();
  });
};

const typing = (node) => node.matches?.('input, select, textarea');

const open = (unpacked) => {
  data = unpacked;
  readState();
  explorer = new Explorer(data, document.getElementById('explorer'));
  for (const figure of document.querySelectorAll('.picture')) behind(figure);
  for (const details of document.querySelectorAll('details[data-table]')) fold(details);
  show(state.lang || opening);
  root.dataset.ready = 'yes';
};

for (const button of buttons) {
  button.addEventListener('click', () => {
    state.lang = button.dataset.setLang === opening ? '' : button.dataset.setLang;
    show(button.dataset.setLang);
  });
}
// Contents scroll without a trace in the fragment, which is the view's.
for (const link of document.querySelectorAll('nav a')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    document.querySelector(link.getAttribute('href')).scrollIntoView();
  });
}
document.addEventListener('keydown', (event) => {
  if (event.key !== 't' || event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
  for (const turn of document.querySelectorAll('.turn')) turn.click();
});
window.addEventListener('hashchange', () => {
  if (!explorer || !location.hash.includes('=')) return;
  readState();
  show(state.lang || opening);
});
window.addEventListener('resize', () => explorer?.draw(null));
window.addEventListener('beforeprint', () => { for (const grid of GRIDS) if (grid.spec) grid.print(true); });
window.addEventListener('afterprint', () => { for (const grid of GRIDS) if (grid.spec) grid.print(false); });
show(opening);
unpack().then(open).catch((error) => {
  document.getElementById('explorer').textContent = `${WORDS.old[lang()]} (${error.message})`;
  root.dataset.ready = 'no';
});
