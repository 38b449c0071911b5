'use strict';
(() => {
  const root = document.documentElement;
  const buttons = [...document.querySelectorAll('[data-set-lang]')];
  const show = (lang) => {
    root.lang = lang;
    root.dataset.show = lang;
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.setLang === lang));
  };
  for (const button of buttons) button.addEventListener('click', () => show(button.dataset.setLang));
  show(root.dataset.show);

  // What a cell is worth when its column is sorted: a number, a text, or nothing (always last).
  const worth = (cell) => {
    if (!cell || cell.classList.contains('missing')) return null;
    if (!cell.classList.contains('n')) return cell.textContent;
    return Number(cell.dataset.v ?? cell.textContent.replace(/,/g, '').replace('\u2212', '-'));
  };
  const order = (a, b) => (typeof a === 'number' ? a - b : a.localeCompare(b, 'zh'));
  const sort = (table, at, heading) => {
    const falling = heading.getAttribute('aria-sort') === 'ascending';
    for (const other of heading.parentNode.children) other.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', falling ? 'descending' : 'ascending');
    const rows = [...table.tBodies[0].rows].map((row) => [worth(row.cells[at]), row]);
    rows.sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return falling ? order(b, a) : order(a, b);
    });
    table.tBodies[0].append(...rows.map(([, row]) => row));
  };
  for (const table of document.querySelectorAll('table')) {
    [...table.tHead.rows[0].cells].forEach((heading, at) => {
      heading.querySelector('button').addEventListener('click', () => sort(table, at, heading));
    });
  }

  // A row stays while it holds every word of the filter.
  for (const input of document.querySelectorAll('input[type=search]')) {
    const part = input.closest('details');
    const rows = [...part.querySelectorAll('tbody tr')];
    input.addEventListener('input', () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let found = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        found += row.hidden ? 0 : 1;
      }
      part.querySelector('.found').textContent = words.length ? `${found} / ${rows.length}` : '';
    });
  }
})();
