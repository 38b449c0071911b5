// A table of any length that keeps in the document only the rows in view. One tab stop: arrows walk the
// rows, Enter opens one. A row is known by its position; what stands in it is asked when it is shown.
const ROW_HEIGHT = 30;
const MOST_PRINTED = 500;
const SAMPLE = 200;
const NARROW = 500;
const GRIDS = new Set();

class Grid {
  constructor(id, label) {
    this.id = id;
    this.active = -1;
    this.head = el('div', { role: 'row', class: 'head', 'aria-rowindex': '1' });
    this.headGroup = el('div', { role: 'rowgroup' }, this.head);
    this.body = el('div', { role: 'rowgroup', class: 'body' });
    this.host = el('div', { role: 'grid', class: 'grid', tabindex: '0', id, 'aria-label': label }, this.headGroup, this.body);
    this.note = el('p', { class: 'printed-only' });
    this.node = el('div', { class: 'grid-box' }, this.host, this.note);
    this.host.addEventListener('scroll', () => this.later(), { passive: true });
    this.host.addEventListener('keydown', (event) => this.key(event));
    this.body.addEventListener('click', (event) => this.click(event));
    GRIDS.add(this);
  }

  // columns: [{ key, head, title, isFigure, text(at), note(at) }], count, sort: { key, falling }, and what
  // to do: sorted(key), opened(at), moved(at), back().
  set(spec) {
    this.spec = spec;
    this.active = Math.min(this.active, spec.count - 1);
    this.host.setAttribute('aria-rowcount', String(spec.count + 1));
    this.host.setAttribute('aria-colcount', String(spec.columns.length));
    this.host.style.setProperty('--columns', spec.columns.map((column, at) => `${at || this.host.clientWidth > NARROW ? this.width(column) : Math.min(this.width(column), 10)}em`).join(' '));
    this.head.replaceChildren(...spec.columns.map((column, at) => this.heading(column, at)));
    this.body.style.height = `${spec.count * ROW_HEIGHT}px`;
    this.render();
  }

  width(column) {
    let most = Math.min(breadth(column.head) + 3, 18);
    for (let at = 0; at < Math.min(this.spec.count, SAMPLE); at += 1) most = Math.max(most, breadth(column.text(at)));
    return (Math.min(most, column.isFigure ? 30 : 44) / 2 + 1.6).toFixed(1);
  }

  heading(column, at) {
    const { sort, sorted } = this.spec;
    const isSorted = sort?.key === column.key;
    const order = isSorted ? (sort.falling ? 'descending' : 'ascending') : undefined;
    const inner = sorted
      ? el('button', { type: 'button', title: column.title, onclick: () => sorted(column.key) }, column.head)
      : el('span', { title: column.title }, column.head);
    const style = column.isFigure ? 'cell n' : 'cell';
    return el('div', { role: 'columnheader', class: style, 'aria-sort': order, 'aria-colindex': String(at + 1) }, inner);
  }

  later() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.render();
    });
  }

  get view() {
    const { count } = this.spec;
    if (this.isPrinting) return [0, Math.min(count, MOST_PRINTED)];
    const first = Math.max(0, Math.floor(this.host.scrollTop / ROW_HEIGHT) - 4);
    const fits = Math.ceil((this.host.clientHeight || 480) / ROW_HEIGHT) + 8;
    return [Math.min(first, Math.max(0, count - 1)), Math.min(count, first + fits)];
  }

  render() {
    const [first, last] = this.view;
    const rows = [];
    for (let at = first; at < last; at += 1) rows.push(this.row(at));
    this.body.replaceChildren(...rows);
    const shown = this.active >= first && this.active < last;
    if (shown) this.host.setAttribute('aria-activedescendant', `${this.id}-${this.active}`);
    else this.host.removeAttribute('aria-activedescendant');
  }

  row(at) {
    const cells = this.spec.columns.map((column, place) => {
      const text = column.text(at);
      const note = column.note?.(at);
      const marks = [column.isFigure ? 'n' : '', text === MISSING ? 'missing' : '', note ? 'noted' : ''].join(' ');
      const title = note ? `${text} (${note})` : text;
      const heard = note ? el('span', { class: 'heard' }, ` ${note}`) : null;
      return el('div', { role: 'gridcell', class: `cell ${marks}`, 'aria-colindex': String(place + 1), title }, el('bdi', {}, text), heard);
    });
    const attributes = {
      role: 'row', id: `${this.id}-${at}`, class: at === this.active ? 'row active' : 'row', 'aria-rowindex': String(at + 2),
      'aria-selected': String(at === this.active), style: `top: ${at * ROW_HEIGHT}px`, 'data-at': String(at),
    };
    return el('div', attributes, ...cells);
  }

  move(at) {
    const { count, moved } = this.spec;
    if (!count) return;
    this.active = Math.max(0, Math.min(count - 1, at));
    const [top, height] = [this.active * ROW_HEIGHT, this.host.clientHeight - this.headGroup.offsetHeight];
    if (top < this.host.scrollTop) this.host.scrollTop = top;
    if (top + ROW_HEIGHT > this.host.scrollTop + height) this.host.scrollTop = top + ROW_HEIGHT - height;
    this.render();
    moved?.(this.active);
  }

  key(event) {
    if (event.target !== this.host || event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(this.host.clientHeight / ROW_HEIGHT) - 2);
    const to = {
      ArrowDown: this.active + 1, ArrowUp: this.active - 1, PageDown: this.active + page, PageUp: this.active - page,
      Home: 0, End: this.spec.count - 1,
    }[event.key];
    if (to !== undefined) this.move(to);
    else if (event.key === 'Enter' && this.active >= 0) this.spec.opened?.(this.active);
    else if (event.key === 'Backspace') this.spec.back?.();
    else return;
    event.preventDefault();
  }

  click(event) {
    const row = event.target.closest('.row');
    if (!row) return;
    this.move(Number(row.dataset.at));
    this.host.focus({ preventScroll: true });
    this.spec.opened?.(this.active);
  }

  print(isPrinting) {
    this.isPrinting = isPrinting;
    this.host.classList.toggle('printing', isPrinting);
    const { count } = this.spec;
    this.body.style.height = `${(isPrinting ? Math.min(count, MOST_PRINTED) : count) * ROW_HEIGHT}px`;
    this.note.textContent = count > MOST_PRINTED ? say('printCut', MOST_PRINTED, count) : '';
    this.render();
  }
}

// The columns of a whole table of the block, for a grid; `order` says which of its rows stand where.
const columnsOf = (columns, order) => columns.map((column) => ({
  key: column.name,
  head: column.head[lang()],
  title: column.mean?.[lang()],
  isFigure: column.isFigure,
  text: (at) => column.shown(order[at]),
}));

// A grid of a whole table, sorted by its headings. Texts of the other language are left out.
const tableGrid = (table, id) => {
  const grid = new Grid(id, table.title[lang()]);
  const order = Uint32Array.from({ length: table.rows }, (_, at) => at);
  const sort = { key: '', falling: false };
  const sorted = (key) => {
    sort.falling = sort.key === key && !sort.falling;
    sort.key = key;
    const column = table.column(key);
    order.sort((a, b) => column.compare(a, b, sort.falling));
    show();
  };
  const show = () => {
    const other = ['_en', '_zh'][lang()];
    grid.host.setAttribute('aria-label', table.title[lang()]);
    const columns = table.columns.filter((column) => !column.name.endsWith(other));
    grid.set({ columns: columnsOf(columns, order), count: table.rows, sort, sorted });
  };
  show();
  return { node: grid.node, show };
};
